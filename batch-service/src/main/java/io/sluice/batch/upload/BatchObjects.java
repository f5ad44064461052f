package io.sluice.batch.upload;

import io.sluice.batch.state.Batch;
import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/// The files of batches in the object store. Each method fails with an
/// [io.sluice.objects.ObjectStoreUnavailableException] while the store does not serve it.
public interface BatchObjects {
    /// Stores the file of the batch if there is none. The store refuses a body of another length or checksum.
    ///
    /// @param body is read once, on a thread that may wait; its cancellation ends a store that hangs
    /// @return false when there is a file already
    Uni<Boolean> store(Batch batch, InputStream body);

    /// When the file of a batch was stored; empty when there is none.
    Uni<Optional<Instant>> storedAt(String objectKey);

    /// Removes the file of a batch, if there is one.
    Uni<Void> remove(String objectKey);

    /// Removes the files of all batches of the account; the number of them.
    Uni<Integer> removeAll(AccountId account);
}
