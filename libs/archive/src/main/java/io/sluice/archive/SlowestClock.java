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

/// Tells a time that no changed clock makes too late: the slowest of several clocks counts, and none runs
/// faster than time goes by.
///
/// A clock that jumps ahead while this process watches is not believed: it counts as if it had gone on
/// steadily. The jump is *explained* when it brings the clock to where one is that did not jump: then it was
/// set right. For one thread.
final class SlowestClock {
    /// Answers take time, and network clocks wander.
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Supplier<Duration> elapsed;
    private final List<Watched> clocks;

    SlowestClock(Supplier<Duration> elapsed, List<NamedClock> clocks) {
        this.elapsed = elapsed;
        this.clocks = clocks.stream().map(Watched::new).toList();
    }

    /// What time it is at least.
    ///
    /// @param held why a clock is not believed, when one is not
    record Reading(Instant now, Optional<String> held) {}

    Reading read() {
        var reasons = new ArrayList<String>();
        for (var clock : clocks) {
            clock.read(elapsed.get());
        }
        var steady = clocks.stream().filter(clock -> !clock.jumped()).toList();
        for (var jumped : clocks.stream().filter(Watched::jumped).toList()) {
            if (steady.stream().anyMatch(jumped::agreesWith)) {
                jumped.believe();
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
        return new Reading(
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

    /// One clock, and what it should say by its first reading.
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

        void believe() {
            origin = reading.minus(elapsed);
            expected = reading;
        }

        Instant trusted() {
            return reading.isBefore(expected) ? reading : expected;
        }
    }
}
