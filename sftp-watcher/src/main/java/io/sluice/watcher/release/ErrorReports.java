package io.sluice.watcher.release;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import java.util.Optional;

/// Reads the error reports that the validator stored.
@FunctionalInterface
public interface ErrorReports {
    /// The text of the CSV file that goes beside the refused file; empty when the job has none.
    Optional<byte[]> csv(AccountId account, JobId job);
}
