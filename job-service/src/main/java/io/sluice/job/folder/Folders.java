package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.file.DataDate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// What was last said of the folders below the accounts' `sources/`.
public interface Folders {
    /// The waiting file of that day that came last.
    Uni<Optional<SeenFile>> waiting(AccountId account, SourceType source, DataDate date);

    /// An ignored file whose name shows that day, lying in the source's folder or named after the source.
    Uni<Optional<SeenFile>> ignored(AccountId account, SourceType source, DataDate date);

    /// By path, at most `limit` of them; files that were claimed since the folder was looked at are left out.
    Uni<List<SeenFile>> list(AccountId account, DirectoryObserved.State state, int limit);
}
