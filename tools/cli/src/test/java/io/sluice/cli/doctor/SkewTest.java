package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SkewTest {
    private static final Instant BEFORE = Instant.parse("2026-11-22T02:00:00.900Z");
    private static final Instant AFTER = Instant.parse("2026-11-22T02:00:01.100Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void seesNothingInATimeThatMayBeTheSame() {
        assertThat(Skew.of(BEFORE, Instant.parse("2026-11-22T02:00:00Z"), AFTER, SECOND))
                .isZero();
        assertThat(Skew.of(BEFORE, AFTER, AFTER, SECOND)).isZero();
    }

    @Test
    void measuresAheadAndBehind() {
        assertThat(Skew.of(BEFORE, AFTER.plusSeconds(7), AFTER, SECOND)).isEqualTo(Duration.ofSeconds(7));
        assertThat(Skew.of(BEFORE, BEFORE.minusSeconds(8), AFTER, SECOND)).isEqualTo(Duration.ofSeconds(-7));
    }

    @Test
    void judgesByTheLimit() {
        assertThat(Skew.judge(Duration.ofMillis(-1_500), LIMIT, "db:5432"))
                .isEqualTo(new CheckOutcome.Good("in step within 1.5 s (db:5432)"));
        assertThat(Skew.judge(Duration.ofMillis(-7_250), LIMIT, "db:5432"))
                .isEqualTo(new CheckOutcome.Bad(
                        "its clock is 7.3 s behind this machine's (db:5432)",
                        "at most 5.0 s",
                        "look at NTP on both machines: timedatectl status, or chronyc tracking"));
        assertThat(Skew.judge(Duration.ofHours(1), LIMIT, "db:5432"))
                .isEqualTo(new CheckOutcome.Bad(
                        "its clock is 3600 s ahead of this machine's (db:5432)",
                        "at most 5.0 s",
                        "look at NTP on both machines: timedatectl status, or chronyc tracking"));
    }
}
