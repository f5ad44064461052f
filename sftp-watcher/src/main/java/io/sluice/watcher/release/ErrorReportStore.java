package io.sluice.watcher.release;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.objects.report.ReportStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Reads the error reports from the object store.
@ApplicationScoped
class ErrorReportStore implements ErrorReports {
    private final ReportStore store;

    ErrorReportStore(ReportStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> csv(AccountId account, JobId job) {
        return store.csvFile(account, job);
    }
}
