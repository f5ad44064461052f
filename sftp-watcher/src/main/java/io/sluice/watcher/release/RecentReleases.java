package io.sluice.watcher.release;

import io.sluice.archive.replay.LatestReleases;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The newest job of each day among the latest releases of this process. The history of jobs in job-service
/// follows some moments later, so a replay asks here, too. Thread-safe.
public final class RecentReleases implements LatestReleases {
    private static final int MOST_DAYS = 20_000;

    private final Map<String, JobId> days = new LinkedHashMap<>();

    /// To be called before the file leaves `processing/`.
    synchronized void add(JobRef job) {
        var previous = days.remove(job.key());
        days.put(job.key(), previous == null || job.jobId().compareTo(previous) > 0 ? job.jobId() : previous);
        if (days.size() > MOST_DAYS) {
            days.remove(days.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<JobId> sameDay(JobRef job) {
        return Optional.ofNullable(days.get(job.key()));
    }
}
