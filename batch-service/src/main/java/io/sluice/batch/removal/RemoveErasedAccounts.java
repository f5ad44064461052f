package io.sluice.batch.removal;

import io.sluice.batch.upload.BatchObjects;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Removes what there is of erased accounts, again and again: an instance that did not know of the erasure
/// yet may have added something. The ids of their batches stay taken.
///
/// A file that an upload stores after that is found by [io.sluice.batch.upload], whose marks outlive the
/// batches.
final class RemoveErasedAccounts {
    private static final Log LOG = Log.of(RemoveErasedAccounts.class);

    private final Supplier<Collection<AccountId>> erased;
    private final Removals removals;
    private final BatchObjects objects;

    RemoveErasedAccounts(Supplier<Collection<AccountId>> erased, Removals removals, BatchObjects objects) {
        this.erased = erased;
        this.removals = removals;
        this.objects = objects;
    }

    /// Removes all of it; the number of files and rows.
    Uni<Integer> run() {
        return removals.withRows(erased.get())
                .chain(accounts -> Multi.createFrom()
                        .iterable(accounts)
                        .onItem()
                        .transformToUniAndConcatenate(this::remove)
                        .collect()
                        .with(Collectors.summingInt(Integer::intValue)));
    }

    /// The rows last: while there are some, the next run looks for files again.
    private Uni<Integer> remove(AccountId account) {
        return objects.removeAll(account)
                .chain(files -> removals.removeRows(account).map(rows -> {
                    LOG.info(
                            "removed after the account was erased",
                            LogFields.account(account),
                            LogFields.field("files", files),
                            LogFields.field("rows", rows));
                    return files + rows;
                }));
    }
}
