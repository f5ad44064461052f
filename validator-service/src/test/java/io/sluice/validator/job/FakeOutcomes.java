package io.sluice.validator.job;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Outcomes in memory.
public final class FakeOutcomes implements Outcomes {
    private final Map<JobId, JobReport> reports = new ConcurrentHashMap<>();
    private final Map<JobId, String> csvs = new ConcurrentHashMap<>();
    private volatile Runnable beforeStoring = () -> {};

    public Optional<String> csv(JobRef job) {
        return Optional.ofNullable(csvs.get(job.jobId()));
    }

    public void beforeStoring(Runnable action) {
        beforeStoring = action;
    }

    public void put(JobReport report) {
        reports.put(report.outcome().job().jobId(), report);
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        return Optional.ofNullable(reports.get(job.jobId()));
    }

    @Override
    public JobReport store(JobReport report, Optional<byte[]> csv) {
        beforeStoring.run();
        var job = report.outcome().job().jobId();
        csv.ifPresent(text -> csvs.put(job, new String(text, StandardCharsets.UTF_8)));
        var previous = reports.putIfAbsent(job, report);
        return previous == null ? report : previous;
    }
}
