package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;

/// The files of batches and their logs. All methods throw
/// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve them.
public interface BatchFiles {
    /// Reads a file from its start, until its end or until the reader has enough.
    ///
    /// @throws BatchFileMissingException if there is no such object
    void read(String key, Portions reader);

    /// Stores the log of an attempt.
    ///
    /// @return its key
    String storeLog(AccountId account, BatchRef batch, RefusalLog log);

    /// Takes a file in portions.
    interface Portions {
        /// Takes the first bytes of the buffer, which is reused; false when further ones are of no use.
        boolean take(byte[] buffer, int length);
    }
}
