package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangePaceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ChangePace pace = new ChangePace(60);

    @Test
    void needsNoVersionBeforeTheLimit() {
        assertThat(pace.decisiveVersion(1)).isEmpty();
        assertThat(pace.decisiveVersion(60)).isEmpty();
    }

    @Test
    void looksAtTheVersionThatMadeTheOldestChangeWithinTheLimit() {
        assertThat(pace.decisiveVersion(61)).contains(2);
        assertThat(pace.decisiveVersion(1_000)).contains(941);
    }

    @Test
    void letsTheSourceChangeAnHourAfterThatVersion() {
        assertThat(pace.timeToWait(NOON, NOON.plus(Duration.ofMinutes(60)))).isEmpty();
        assertThat(pace.timeToWait(NOON, NOON.plus(Duration.ofMinutes(50)))).contains(Duration.ofSeconds(601));
    }

    @Test
    void waitsAnHourAtMost() {
        assertThat(pace.timeToWait(NOON.plus(Duration.ofDays(2)), NOON)).contains(Duration.ofHours(1));
    }

    @Test
    void refusesLimitThatForbidsEveryChange() {
        assertThatThrownBy(() -> new ChangePace(0))
                .hasMessage("sluice.source.changes-per-hour is 0, expected 1 or more");
    }
}
