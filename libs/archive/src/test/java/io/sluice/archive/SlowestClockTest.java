package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fixtures.volume.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowestClockTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final FakeTime own = new FakeTime();
    private final FakeTime store = new FakeTime();
    private final SlowestClock clock = new SlowestClock(
            own::elapsed,
            List.of(new NamedClock("watcher", own::instant), new NamedClock("object store", store::instant)));

    @Test
    void steadyClocksAreBelieved() {
        clock.read();
        pass(DAY);

        assertThat(clock.read()).isEqualTo(new SlowestClock.SafeTime(START.plus(DAY), Optional.empty()));
    }

    @Test
    void slowestCounts() {
        store.setClock(START.minus(DAY));

        var reading = clock.read();

        assertThat(reading.now()).isEqualTo(START.minus(DAY));
        assertThat(reading.held())
                .contains("the clocks disagree, the slowest counts: watcher 2026-11-21T10:00:00Z, object store"
                        + " 2026-11-20T10:00:00Z; set the clocks right, or restart the watchers if they are");
    }

    @Test
    void clocksThatJumpTogetherAreNotBelieved() {
        clock.read();
        own.setClock(START.plus(DAY));
        store.setClock(START.plus(DAY));
        pass(Duration.ofMinutes(10));

        var reading = clock.read();

        assertThat(reading.now()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        assertThat(reading.held())
                .contains(
                        "the clock of the watcher says 2026-11-22T10:10:00Z but jumped there from"
                                + " 2026-11-21T10:10:00Z; the clock of the object store says 2026-11-22T10:10:00Z but jumped"
                                + " there from 2026-11-21T10:10:00Z; set the clocks right, or restart the watchers if they are");
    }

    @Test
    void clocksThatJumpedBackToWhereTheyBelongAreBelievedAgain() {
        clock.read();
        own.setClock(START.plus(DAY));
        store.setClock(START.plus(DAY));
        clock.read();
        own.setClock(START);
        store.setClock(START);

        assertThat(clock.read()).isEqualTo(new SlowestClock.SafeTime(START, Optional.empty()));
    }

    @Test
    void clockThatIsSetRightIsBelieved() {
        own.setClock(START.minus(Duration.ofDays(365)));
        clock.read();
        pass(DAY);
        own.setClock(store.instant());

        assertThat(clock.read()).isEqualTo(new SlowestClock.SafeTime(START.plus(DAY), Optional.empty()));
    }

    @Test
    void clockThatWasSetBackCountsAtOnce() {
        clock.read();
        own.setClock(START.minus(DAY));

        assertThat(clock.read().now()).isEqualTo(START.minus(DAY));
    }

    @Test
    void smallDifferencesAreNoReasonToHold() {
        store.setClock(START.plus(Duration.ofSeconds(90)));

        assertThat(clock.read().held()).isEmpty();
    }

    private void pass(Duration time) {
        own.pass(time);
        store.pass(time);
    }
}
