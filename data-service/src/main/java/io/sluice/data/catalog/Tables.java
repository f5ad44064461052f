package io.sluice.data.catalog;

import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// What the catalogue names.
interface Tables {
    /// The names of an account's tables after `after`, by name.
    Uni<List<String>> list(AccountId account, String after, int limit);

    /// Where a table's metadata is; empty when there is no such table.
    Uni<Optional<String>> metadata(AccountId account, String table);
}
