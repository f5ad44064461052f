package io.sluice.objects.report;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;

/// The keys of the objects of a job; part of the contract between the services.
final class ReportKeys {
    static final String ROOT = "reports/";

    private ReportKeys() {}

    /// The commit point: a job has its outcome once this object exists.
    static String outcome(AccountId account, JobId job) {
        return "%s%s.json".formatted(ofAccount(account), job);
    }

    /// How many attempts to check the file began. It lies beside the outcome and ends with it at the latest.
    static String attempts(AccountId account, JobId job) {
        return "%s%s.attempts".formatted(ofAccount(account), job);
    }

    /// What the keys of an account's jobs begin with.
    static String ofAccount(AccountId account) {
        return "%s%s/".formatted(ROOT, account);
    }
}
