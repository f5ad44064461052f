package io.sluice.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A time that is never ahead of the true one unless all clocks are: the slowest of several clocks counts,
/// and a jump ahead does not.
///
/// | a clock | counts as |
/// |---|---|
/// | runs steadily, or goes back | what it says |
/// | jumps ahead while this process runs | its previous time plus the elapsed time |
/// | jumps ahead to the time of a clock that did not jump: somebody set it right | what it says |
///
/// Used by one thread.
final class SlowestClock {
    /// Requests take time, and synchronized clocks still differ a little.
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Supplier<Duration> elapsed;
    private final List<Watched> clocks;

    SlowestClock(Supplier<Duration> elapsed, List<NamedClock> clocks) {
        this.elapsed = elapsed;
        this.clocks = clocks.stream().map(Watched::new).toList();
    }

    /// The earliest time that it can be now.
    ///
    /// @param held why a clock is not trusted; empty when all are
    record SafeTime(Instant now, Optional<String> held) {}

    SafeTime read() {
        var reasons = new ArrayList<String>();
        for (var clock : clocks) {
            clock.read(elapsed.get());
        }
        var steady = clocks.stream().filter(clock -> !clock.jumped()).toList();
        for (var jumped : clocks.stream().filter(Watched::jumped).toList()) {
            if (steady.stream().anyMatch(jumped::agreesWith)) {
                jumped.trust();
            } else {
                reasons.add("the clock of the %s says %s but jumped there from %s"
                        .formatted(jumped.clock.name(), jumped.reading, jumped.expected));
            }
        }
        if (reasons.isEmpty() && spread().compareTo(TOLERANCE) > 0) {
            reasons.add("the clocks disagree, the slowest counts: "
                    + clocks.stream()
                            .map(clock -> clock.clock.name() + " " + clock.reading)
                            .collect(Collectors.joining(", ")));
        }
        var now = clocks.stream().map(Watched::trusted).min(Comparator.naturalOrder());
        return new SafeTime(
                now.orElseThrow(),
                reasons.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join("; ", reasons)
                                + "; set the clocks right, or restart the watchers if they are"));
    }

    private Duration spread() {
        var readings = clocks.stream().map(clock -> clock.reading).sorted().toList();
        return Duration.between(readings.getFirst(), readings.getLast());
    }

    /// One clock, and the time it should show by its first reading.
    private static final class Watched {
        private final NamedClock clock;
        private @Nullable Instant origin;
        private Duration elapsed = Duration.ZERO;
        private Instant reading = Instant.EPOCH;
        private Instant expected = Instant.EPOCH;

        Watched(NamedClock clock) {
            this.clock = clock;
        }

        void read(Duration tick) {
            reading = clock.reading().get();
            elapsed = tick;
            if (origin == null) {
                origin = reading.minus(tick);
            }
            expected = origin.plus(tick);
        }

        boolean jumped() {
            return reading.isAfter(expected.plus(TOLERANCE));
        }

        boolean agreesWith(Watched other) {
            return Duration.between(reading, other.reading).abs().compareTo(TOLERANCE) <= 0;
        }

        void trust() {
            origin = reading.minus(elapsed);
            expected = reading;
        }

        Instant trusted() {
            return reading.isBefore(expected) ? reading : expected;
        }
    }
}
