package io.sluice.job.replay;

import io.sluice.contracts.file.JobRef;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What accounts have replayed.
@FunctionalInterface
public interface RecordedReplays {
    /// How long until the job may be replayed; empty when it may be replayed now. Never more than a day.
    ///
    /// @param jobsPerHour how many replays the account may have within an hour
    /// @param bytesPerDay how many bytes they may have within a day; a larger file is alone within its day
    Uni<Optional<Duration>> timeToWait(JobRef job, int jobsPerHour, long bytesPerDay, Instant now);
}
