package io.sluice.archive.replay;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.Optional;

/// The newest job of each day that this process released; the service that releases files implements it.
/// Thread-safe.
@FunctionalInterface
public interface LatestReleases {
    /// The newest released job of the same account, source and data date.
    Optional<JobId> sameDay(JobRef job);
}
