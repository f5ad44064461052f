package io.sluice.objects.report;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;

/// The object key of a job's outcome; part of the contract between the services.
final class ReportKeys {
    static final String ROOT = "reports/";

    private ReportKeys() {}

    /// The commit point: a job has its outcome once this object exists.
    static String outcome(AccountId account, JobId job) {
        return "%s%s.json".formatted(ofAccount(account), job);
    }

    /// What the keys of an account's outcomes begin with.
    static String ofAccount(AccountId account) {
        return "%s%s/".formatted(ROOT, account);
    }
}
