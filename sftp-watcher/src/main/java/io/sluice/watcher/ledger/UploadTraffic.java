package io.sluice.watcher.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/// The bytes that one account uploaded in the last days, by quarters of an hour, because in every time zone
/// the day begins at a quarter.
final class UploadTraffic {
    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
    private static final long KEPT = Duration.ofDays(3).toSeconds() / QUARTER;

    /// For each quarter with an upload, the bytes that were uploaded before it.
    private final TreeMap<Long, Long> before = new TreeMap<>();

    private long total;
    private Instant latest = Instant.EPOCH;

    /// Counts the bytes of one handle. A moment before that of the previous line counts as the latter.
    void add(Instant at, long bytes) {
        var quarter = Math.floorDiv(at.getEpochSecond(), QUARTER);
        if (before.isEmpty() || before.lastKey() < quarter) {
            before.put(quarter, total);
            before.headMap(quarter - KEPT).clear();
        }
        total += bytes;
        latest = at.isAfter(latest) ? at : latest;
    }

    /// The latest moment that was counted.
    Instant latest() {
        return latest;
    }

    /// The sum of all counted bytes; only differences of two sums have a meaning.
    long total() {
        return total;
    }

    /// The bytes counted between a moment and a total.
    long between(Instant begin, long untilTotal) {
        var first = before.ceilingEntry(Math.ceilDiv(begin.getEpochSecond(), QUARTER));
        return first == null ? 0 : Math.max(0, untilTotal - first.getValue());
    }
}
