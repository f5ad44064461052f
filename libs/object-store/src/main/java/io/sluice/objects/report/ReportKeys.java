package io.sluice.objects.report;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;

/// The object keys of a job's report; part of the contract between the services.
final class ReportKeys {
    private ReportKeys() {}

    static String csv(AccountId account, JobId job) {
        return "reports/%s/%s.csv".formatted(account, job);
    }

    /// The commit point: a job has its outcome once this object exists.
    static String outcome(AccountId account, JobId job) {
        return "reports/%s/%s.json".formatted(account, job);
    }
}
