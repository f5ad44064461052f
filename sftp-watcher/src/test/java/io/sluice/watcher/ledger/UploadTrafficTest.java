package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UploadTrafficTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T16:00:00Z");

    private final UploadTraffic traffic = new UploadTraffic();

    @Test
    void countsFromTheMomentOnThatIsAsked() {
        traffic.add(MIDNIGHT.minusMillis(1), 7);
        traffic.add(MIDNIGHT, 5);
        traffic.add(MIDNIGHT.plusSeconds(60), 3);

        assertThat(sinceMidnight()).isEqualTo(8);
    }

    @Test
    void countsUpToTheEndOfOneUpload() {
        traffic.add(MIDNIGHT.minusSeconds(60), 7);
        traffic.add(MIDNIGHT.plusSeconds(60), 5);
        var then = traffic.total();
        traffic.add(MIDNIGHT.plusSeconds(120), 3);

        assertThat(traffic.between(MIDNIGHT, then)).isEqualTo(5);
    }

    @Test
    void countsNothingWhenNothingCameSince() {
        traffic.add(MIDNIGHT.minusSeconds(60), 7);

        assertThat(sinceMidnight()).isZero();
    }

    @Test
    void countsALineThatIsLateToTheQuarterOfTheOneBefore() {
        traffic.add(MIDNIGHT, 5);
        traffic.add(MIDNIGHT.minusMillis(20), 3);

        assertThat(sinceMidnight()).isEqualTo(8);
    }

    @Test
    void forgetsWhatIsOlderThanThreeDays() {
        traffic.add(MIDNIGHT.minus(Duration.ofDays(5)), 7);
        var old = traffic.total();
        traffic.add(MIDNIGHT, 5);

        assertThat(traffic.between(MIDNIGHT.minus(Duration.ofDays(6)), traffic.total()))
                .isEqualTo(5);
        assertThat(traffic.between(MIDNIGHT.minus(Duration.ofDays(6)), old)).isZero();
    }

    private long sinceMidnight() {
        return traffic.between(MIDNIGHT, traffic.total());
    }
}
