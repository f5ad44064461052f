package io.sluice.watcher.testing;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.JobReport;
import io.sluice.watcher.claim.JobOutcomes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Outcomes in memory.
public final class StoredOutcomes implements JobOutcomes {
    private final Map<JobId, JobReport> reports = new HashMap<>();
    private final Set<JobId> begun = new HashSet<>();
    private boolean unavailable;

    public void unavailable(boolean now) {
        unavailable = now;
    }

    /// A validator begins to check the file.
    public void begin(JobRef job) {
        begun.add(job.jobId());
    }

    @Override
    public boolean isBegun(JobRef job) {
        return find(job).isPresent() || begun.contains(job.jobId());
    }

    /// The validator has ended the job.
    public void end(JobRef job) {
        begun.remove(job.jobId());
    }

    @Override
    public boolean isUnderWay(JobRef job) {
        requireAvailable();
        return begun.contains(job.jobId());
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        requireAvailable();
        return Optional.ofNullable(reports.get(job.jobId()));
    }

    @Override
    public JobReport storeUnlessReadable(JobReport report) {
        requireAvailable();
        var previous = reports.putIfAbsent(report.outcome().job().jobId(), report);
        return previous == null ? report : previous;
    }

    @Override
    public void replace(JobReport report) {
        requireAvailable();
        reports.put(report.outcome().job().jobId(), report);
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new ObjectStoreUnavailableException("the object store is unavailable", null);
        }
    }
}
