package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchTrafficMeasured;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchTrafficTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant DAY_ENDS = NOON.plus(Duration.ofHours(4));

    private final BatchTraffic traffic = new BatchTraffic();

    @Test
    void keepsTheNewestMeasurementInAnyOrder() {
        traffic.put(measured(30, DAY_ENDS, 3));
        traffic.put(measured(10, DAY_ENDS, 1));
        traffic.put(measured(30, DAY_ENDS, 3));
        traffic.put(measured(20, DAY_ENDS, 2));

        assertThat(traffic.today(ACME, NOON)).isEqualTo(30);
    }

    @Test
    void countsNothingOfADayThatHasEnded() {
        traffic.put(measured(30, DAY_ENDS, 3));

        assertThat(traffic.today(ACME, DAY_ENDS.minusMillis(1))).isEqualTo(30);
        assertThat(traffic.today(ACME, DAY_ENDS)).isZero();
    }

    @Test
    void takesALaterDayWhateverItsVersion() {
        traffic.put(measured(30, DAY_ENDS, 3));
        traffic.put(measured(5, DAY_ENDS.plus(Duration.ofDays(1)), 1));

        assertThat(traffic.today(ACME, NOON)).isEqualTo(5);
    }

    @Test
    void takesTheRightDayAfterThatOfAClockThatWasAhead() {
        traffic.put(measured(30, DAY_ENDS.plus(Duration.ofDays(1)), 3));
        traffic.put(measured(30, DAY_ENDS, 4));

        assertThat(traffic.today(ACME, DAY_ENDS)).isZero();
    }

    @Test
    void forgetsAnAccount() {
        traffic.put(measured(30, DAY_ENDS, 3));

        traffic.remove(ACME);

        assertThat(traffic.today(ACME, NOON)).isZero();
        assertThat(traffic.isKnown()).isFalse();
    }

    private static BatchTrafficMeasured measured(long bytes, Instant dayEnds, long version) {
        return new BatchTrafficMeasured(ACME, bytes, dayEnds, version);
    }
}
