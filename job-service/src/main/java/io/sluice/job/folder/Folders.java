package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.file.DataDate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The newest observations of the folders below the accounts' `sources/`.
public interface Folders {
    /// The newest waiting file of the day.
    Uni<Optional<UnclaimedFile>> waiting(AccountId account, SourceType source, DataDate date);

    /// The newest ignored file of the day that is in the source's folder or has the source in its name.
    Uni<Optional<UnclaimedFile>> ignored(AccountId account, SourceType source, DataDate date);

    /// By path, at most `limit` files after the given path, without those claimed after the observation.
    Uni<List<UnclaimedFile>> list(AccountId account, DirectoryObserved.State state, String after, int limit);

    /// Those of all accounts, by account and path.
    Uni<List<AccountFile>> list(DirectoryObserved.State state, AccountFile.Place after, int limit);
}
