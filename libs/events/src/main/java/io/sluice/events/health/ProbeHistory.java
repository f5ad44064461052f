package io.sluice.events.health;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What the runs of one probe showed. Thread-safe.
///
/// | last success | state |
/// |---|---|
/// | within twice the pause between runs and five seconds | up |
/// | longer ago, or none yet | down |
///
/// One failed run says little. A run that hangs counts as a failure, because the last success gets older.
final class ProbeHistory {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long start;
    private Latest latest;

    ProbeHistory(Duration every, LongSupplier nanoTime) {
        this.limit = every.multipliedBy(2).plus(GRACE);
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.latest = new Latest(false, start, "", "no answer yet");
    }

    synchronized void succeeded(String found) {
        latest = new Latest(true, nanoTime.getAsLong(), found, "no answer");
    }

    synchronized void failed(String cause) {
        latest = new Latest(latest.worked(), latest.since(), latest.found(), cause);
    }

    synchronized boolean isUp() {
        return latest.worked() && age().compareTo(limit) <= 0;
    }

    /// Whether nothing succeeded for so long that it is no start and no hiccup.
    synchronized boolean isDown() {
        return age().compareTo(limit) > 0;
    }

    /// Since the last success, or since the start while there was none.
    synchronized Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - latest.since());
    }

    synchronized String cause() {
        return latest.cause();
    }

    /// E.g. `works, last success 2 s ago` or `no success for 61 s: no answer within 3 s`.
    synchronized String sentence() {
        var seconds = age().toSeconds();
        return isUp()
                ? "works, last success %d s ago%s"
                        .formatted(seconds, latest.found().isEmpty() ? "" : ": " + latest.found())
                : "no success for %d s: %s".formatted(seconds, latest.cause());
    }

    /// @param worked whether there was a success
    /// @param since the time of the last success, or of the start
    private record Latest(boolean worked, long since, String found, String cause) {}
}
