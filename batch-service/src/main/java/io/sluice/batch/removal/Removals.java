package io.sluice.batch.removal;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What the tables have that is to be removed.
interface Removals {
    /// Files of batches whose outcome came before that moment, and that were not removed yet.
    Uni<List<OldFile>> oldFiles(Instant before, int limit);

    /// Remembers that these files are removed.
    Uni<Void> removed(List<OldFile> files);

    /// Those of the accounts that have rows.
    Uni<List<AccountId>> withRows(Collection<AccountId> accounts);

    /// Removes the rows of the account. The ids of its batches stay taken.
    ///
    /// @return how many
    Uni<Integer> removeRows(AccountId account);

    /// The file of a batch.
    record OldFile(BatchRef ref, String objectKey) {}
}
