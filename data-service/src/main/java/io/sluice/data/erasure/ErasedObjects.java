package io.sluice.data.erasure;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.care.LakeObjects;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the object store has of erased accounts: logs of batches, tables, plain copies. Some of it comes
/// after the account was erased: the data file of a check that was under way, the metadata of a swap.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] when the store does not answer.
final class ErasedObjects {
    private static final List<String> PREFIXES = List.of("batch-logs/", DataKeys.LAKE, DataKeys.PLAIN);

    /// Also of what began in this moment, by a clock that is ahead.
    private static final Duration ANY_AGE = Duration.ofDays(-1);

    private final LakeObjects objects;

    ErasedObjects(LakeObjects objects) {
        this.objects = objects;
    }

    /// The accounts that have objects.
    Set<AccountId> owners() {
        var owners = new HashSet<AccountId>();
        for (var prefix : PREFIXES) {
            objects.folders(prefix).stream()
                    .map(folder -> AccountId.of(folder.substring(prefix.length(), folder.length() - 1)))
                    .flatMap(Optional::stream)
                    .forEach(owners::add);
        }
        return owners;
    }

    /// Removes those of an account, and what was sent of objects that are not finished; their number.
    int remove(AccountId account) {
        var removed = 0;
        for (var prefix : PREFIXES) {
            removed += remove(prefix + account + "/");
        }
        return removed;
    }

    private int remove(String prefix) {
        var removed = new int[] {objects.removeUnfinished(ANY_AGE, prefix)};
        objects.list(prefix, page -> {
            page.forEach(object -> objects.remove(object.key()));
            removed[0] += page.size();
        });
        return removed[0];
    }
}
