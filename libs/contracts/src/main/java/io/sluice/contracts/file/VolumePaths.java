package io.sluice.contracts.file;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import java.util.List;

/// Where things lie on the SFTP volume, as the service user sees it.
public final class VolumePaths {
    public static final String ACCOUNTS = "/accounts";
    public static final String PROCESSING = "/processing";
    /// Lines of [io.sluice.contracts.ledger.LedgerLine].
    public static final String LEDGER = "/ledger/uploads.log";
    /// The service's own folder.
    public static final String LIMITS = "/limits";
    /// Holds [io.sluice.contracts.limit.ReadOnlyAccounts]; it is replaced in one step.
    public static final String READ_ONLY = LIMITS + "/read-only.json";
    /// Holds [io.sluice.contracts.limit.NextPickups]; it is replaced in one step.
    public static final String NEXT_PICKUPS = LIMITS + "/next-pickups.json";
    /// In each account's root, for its user to read.
    public static final String README = "README.txt";
    /// In a claim's folder: the claim's [io.sluice.contracts.event.UploadClaimed], written before the file
    /// arrives.
    public static final String CLAIM = "claim.json";
    /// In a claim's folder: an empty file that asks the SFTP agent to give the claimed file back to its
    /// tenant. The watcher writes it, and removes it once the file has left.
    public static final String GIVE_BACK = ".give-back";
    /// In a claim's folder: how often the claim was announced again because it lay there for long.
    public static final String ANNOUNCED = "announced";
    /// In a claim's folder: what validators of earlier versions, which could write there, noted.
    public static final String OLD_ATTEMPTS = "attempts";
    /// What is added to the name of a note while it is written.
    public static final String DRAFT = ".part";
    /// The names in a claim's folder that are not the claimed file's.
    public static final List<String> CLAIM_NOTES =
            List.of(CLAIM, GIVE_BACK, ANNOUNCED, ANNOUNCED + DRAFT, OLD_ATTEMPTS, OLD_ATTEMPTS + DRAFT);
    /// Lines of [io.sluice.contracts.login.LogInAttempt].
    public static final String LOG_INS = "/ledger/log-ins.log";
    /// What was released and waits for the archive; no tenant sees it.
    public static final String RELEASED = "/released";
    /// The number of the newest job of the volume, as decimal digits: the counter that orders all attempts.
    public static final String NEWEST_JOB = RELEASED + "/newest-job";
    /// Archived files on their way back, not whole yet.
    public static final String REPLAYS = RELEASED + "/replays";

    /// Which uploads an administrator confirmed though they may be cut.
    public static final String CONFIRMED = LIMITS + "/confirmed";

    private VolumePaths() {}

    /// The confirmed uploads of one account.
    public static String confirmed(AccountId account) {
        return CONFIRMED + "/" + account + ".json";
    }

    /// The account's root, which its user sees as `/`.
    public static String account(AccountId account) {
        return ACCOUNTS + "/" + account;
    }

    public static String sources(AccountId account) {
        return account(account) + "/sources";
    }

    public static String sources(AccountId account, SourceType source) {
        return sources(account) + "/" + source;
    }

    public static String processed(AccountId account, SourceType source) {
        return account(account) + "/processed/" + source;
    }

    public static String invalid(AccountId account, SourceType source) {
        return account(account) + "/invalid/" + source;
    }

    public static String processing(AccountId account) {
        return PROCESSING + "/" + account;
    }

    /// The folder that holds a claimed file, outside every account's root.
    public static String processing(AccountId account, JobId job) {
        return processing(account) + "/" + job;
    }

    public static String claimed(JobRef job) {
        return processing(job.accountId(), job.jobId()) + "/" + job.fileName();
    }
}
