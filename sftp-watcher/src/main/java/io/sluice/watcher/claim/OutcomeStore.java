package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keeps outcomes in the object store.
@ApplicationScoped
class OutcomeStore implements JobOutcomes {
    private final ReportStore store;

    OutcomeStore(ReportStore store) {
        this.store = store;
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        return store.find(job.accountId(), job.jobId());
    }

    @Override
    public JobReport storeUnlessReadable(JobReport report) {
        return store.replaceUnreadable(report);
    }

    @Override
    public void replace(JobReport report) {
        store.replace(report);
    }
}
