package io.sluice.watcher.release;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import java.util.Optional;

/// Reads the error reports that the validator stored.
@FunctionalInterface
public interface ErrorReports {
    /// The report as CSV, UTF-8; empty when the job has none.
    Optional<byte[]> csv(AccountId account, JobId job);
}
