package io.sluice.watcher.claim;

import io.sluice.archive.replay.NewJobIds;
import io.sluice.contracts.file.JobId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// Makes job ids, for claims and replays, that sort strictly in the order in which this process made them.
///
/// Ids sort by their millisecond, so each gets a millisecond of its own. Thread-safe.
public final class JobIds implements NewJobIds {
    private final Clock clock;
    private long last;

    public JobIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized JobId next() {
        last = Math.max(clock.millis(), last + 1);
        return JobId.next(Clock.fixed(Instant.ofEpochMilli(last), ZoneOffset.UTC));
    }

    /// When the id was made, by the clock of the process that made it.
    static Instant madeAt(JobId id) {
        return Instant.ofEpochMilli(Long.parseLong(id.value().substring(0, 12), 16));
    }
}
