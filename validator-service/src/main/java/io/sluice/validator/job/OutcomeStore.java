package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Stores outcomes in the object store.
@ApplicationScoped
class OutcomeStore implements Outcomes {
    private final ReportStore reports;

    OutcomeStore(ReportStore reports) {
        this.reports = reports;
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        return reports.find(job.accountId(), job.jobId());
    }

    @Override
    public JobReport store(JobReport report) {
        return reports.putIfAbsent(report);
    }

    @Override
    public JobReport storeUnlessReadable(JobReport report) {
        return reports.replaceUnreadable(report);
    }
}
