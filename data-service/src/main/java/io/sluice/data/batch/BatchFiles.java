package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import java.util.Optional;

/// The files of batches and their logs. All methods throw
/// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve them.
public interface BatchFiles {
    /// Copies a file as fast as the store delivers it: a store closes a connection that nobody reads for a
    /// while.
    ///
    /// @param size its bytes, as they were announced
    /// @throws BatchFileMissingException if there is no such object
    void copy(String key, long size, UnnamedFile target);

    /// Stores the log of an attempt.
    ///
    /// @return its key
    String storeLog(AccountId account, BatchRef batch, RefusalLog log);

    /// Removes the logs of attempts that ended after they had stored theirs.
    ///
    /// @param kept the one that the outcome names
    void removeOtherLogs(AccountId account, BatchRef batch, Optional<String> kept);
}
