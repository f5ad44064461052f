package io.sluice.events.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeHistoryTest {
    private long now;
    private final ProbeHistory history = new ProbeHistory(Duration.ofSeconds(3), () -> now);

    @Test
    void isNotUpBeforeTheFirstSuccess() {
        assertThat(history.isUp()).isFalse();
        assertThat(history.isDown()).isFalse();
        assertThat(history.sentence()).isEqualTo("no success for 0 s: no answer yet");
    }

    @Test
    void saysWhatTheLatestSuccessFound() {
        history.succeeded("3 brokers");
        pass(2);

        assertThat(history.isUp()).isTrue();
        assertThat(history.sentence()).isEqualTo("works, last success 2 s ago: 3 brokers");
    }

    @Test
    void oneFailureIsNoOutage() {
        history.succeeded("");
        pass(4);

        history.failed("refused");

        assertThat(history.isUp()).isTrue();
        assertThat(history.sentence()).isEqualTo("works, last success 4 s ago");
    }

    @Test
    void isDownWhenTheLastSuccessIsTooOld() {
        history.succeeded("");
        history.failed("refused");
        pass(12);

        assertThat(history.isUp()).isFalse();
        assertThat(history.isDown()).isTrue();
        assertThat(history.sentence()).isEqualTo("no success for 12 s: refused");
    }

    @Test
    void isDownWhenARunHangs() {
        history.succeeded("");
        pass(12);

        assertThat(history.sentence()).isEqualTo("no success for 12 s: no answer");
    }

    @Test
    void isUpAgainAfterASuccess() {
        pass(60);
        assertThat(history.isDown()).isTrue();

        history.succeeded("");

        assertThat(history.isUp()).isTrue();
        assertThat(history.isDown()).isFalse();
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
