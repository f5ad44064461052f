package io.sluice.watcher.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/// How many bytes one account uploaded in the last days, by quarters of an hour: in every time zone the day
/// begins with one.
final class UploadTraffic {
    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
    private static final long KEPT = Duration.ofDays(3).toSeconds() / QUARTER;

    /// Bytes that were uploaded before each quarter in which something was.
    private final TreeMap<Long, Long> before = new TreeMap<>();

    private long total;
    private Instant latest = Instant.EPOCH;

    /// Counts what went through one handle. A moment before the one of the former line counts as that one.
    void add(Instant at, long bytes) {
        var quarter = Math.floorDiv(at.getEpochSecond(), QUARTER);
        if (before.isEmpty() || before.lastKey() < quarter) {
            before.put(quarter, total);
            before.headMap(quarter - KEPT).clear();
        }
        total += bytes;
        latest = at.isAfter(latest) ? at : latest;
    }

    /// The latest moment of which something was counted.
    Instant latest() {
        return latest;
    }

    /// All that was counted; only differences mean something.
    long total() {
        return total;
    }

    /// What was counted from a moment on until the total was so.
    long between(Instant begin, long untilTotal) {
        var first = before.ceilingEntry(Math.ceilDiv(begin.getEpochSecond(), QUARTER));
        return first == null ? 0 : Math.max(0, untilTotal - first.getValue());
    }
}
