package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevivalTest {

    private boolean alive;
    private boolean startable;
    private long now;
    private final Revival revival = new Revival(Part.KAFKA, () -> alive, this::start, () -> now);

    @Test
    void leavesAPartAloneThatIsAlive() {
        alive = true;

        assertThat(revival.check()).isEmpty();
    }

    @Test
    void startsADeadPartAgain() {
        startable = true;

        assertThat(revival.check()).contains(new PartEvent.StartedAgain(Part.KAFKA));
        assertThat(alive).isTrue();
    }

    @Test
    void triesAgainWithAGrowingDelayWhatCannotBeStarted() {
        List<Long> attempts = new ArrayList<>();
        List<Duration> announced = new ArrayList<>();
        for (int second = 0; second < 200; second++) {
            now = Duration.ofSeconds(second).toNanos();
            long at = second;
            revival.check().ifPresent(event -> {
                attempts.add(at);
                announced.add(((PartEvent.NotStarted) event).nextAttempt());
            });
        }

        assertThat(attempts).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
        assertThat(announced.stream().map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void saysWhyAPartCannotBeStarted() {
        assertThat(revival.check())
                .contains(new PartEvent.NotStarted(
                        Part.KAFKA,
                        "config/kafka.properties cannot be written: No space left on device",
                        Duration.ofSeconds(1)));
    }

    @Test
    void startsAtOnceAPartThatRanForAMinute() {
        startable = true;
        revival.check();
        now = Duration.ofSeconds(61).toNanos();
        revival.check();
        alive = false;

        assertThat(revival.check()).contains(new PartEvent.StartedAgain(Part.KAFKA));
    }

    private void start() {
        if (!startable) {
            throw new IllegalStateException("config/kafka.properties cannot be written: No space left on device");
        }
        alive = true;
    }
}
