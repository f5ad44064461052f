package io.sluice.validator.job;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreadableOutcomeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Outcomes in memory.
public final class FakeOutcomes implements Outcomes {
    private final Map<JobId, JobReport> reports = new ConcurrentHashMap<>();
    private final Set<JobId> damaged = ConcurrentHashMap.newKeySet();
    private volatile Runnable beforeStoring = () -> {};

    /// The CSV of the stored outcome.
    public Optional<String> csv(JobRef job) {
        return find(job).map(stored -> new String(stored.report().csv(), StandardCharsets.UTF_8));
    }

    /// Happens before the outcome of a checked file is stored.
    public void beforeStoring(Runnable action) {
        beforeStoring = action;
    }

    public List<JobReport> all() {
        return List.copyOf(reports.values());
    }

    public void put(JobReport report) {
        reports.put(report.outcome().job().jobId(), report);
    }

    /// The stored object of the job cannot be read as an outcome.
    public void damage(JobRef job) {
        damaged.add(job.jobId());
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        if (damaged.contains(job.jobId())) {
            throw new UnreadableOutcomeException("a stored outcome is no outcome", null);
        }
        return Optional.ofNullable(reports.get(job.jobId()));
    }

    @Override
    public JobReport store(JobReport report) {
        beforeStoring.run();
        return putIfAbsent(report);
    }

    @Override
    public JobReport storeUnlessReadable(JobReport report) {
        damaged.remove(report.outcome().job().jobId());
        return putIfAbsent(report);
    }

    private JobReport putIfAbsent(JobReport report) {
        var previous = reports.putIfAbsent(report.outcome().job().jobId(), report);
        return previous == null ? report : previous;
    }
}
