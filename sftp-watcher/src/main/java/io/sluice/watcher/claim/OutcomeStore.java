package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.events.log.Log;
import io.sluice.objects.report.AttemptStore;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import io.sluice.objects.report.UnreadableOutcomeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keeps outcomes in the object store.
@ApplicationScoped
class OutcomeStore implements JobOutcomes {
    private static final Log LOG = Log.of(OutcomeStore.class);

    private final ReportStore store;
    private final AttemptStore attempts;

    OutcomeStore(ReportStore store, AttemptStore attempts) {
        this.store = store;
        this.attempts = attempts;
    }

    @Override
    public Optional<JobReport> find(JobRef job) {
        return store.find(job.accountId(), job.jobId());
    }

    /// A validator forgets its attempts after it has stored the outcome, so the outcome is asked for last.
    @Override
    public boolean isBegun(JobRef job) {
        try {
            return attempts.find(job).isPresent() || find(job).isPresent();
        } catch (UnreadableOutcomeException damaged) {
            LOG.debug("the outcome is damaged, so a validator was at work", job(job), cause(damaged));
            return true;
        }
    }

    @Override
    public boolean isUnderWay(JobRef job) {
        return attempts.find(job).isPresent();
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
