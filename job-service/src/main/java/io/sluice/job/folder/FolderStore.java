package io.sluice.job.folder;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.file.DataDate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what lies in the accounts' folders from PostgreSQL.
@ApplicationScoped
@WithSession
class FolderStore implements Folders, PanacheRepositoryBase<SeenFileEntity, Long> {
    private static final String UNCLAIMED = """
            from SeenFileEntity f where f.account = ?1 and f.state = ?2
            and not exists (select 1 from JobEntity j where j.account = f.account and j.sourceType = f.folderType
                and j.dataDate = f.dataDate and j.fileName = f.fileName and j.claimedAt >= f.observedAt)
            order by f.path
            """;

    @Override
    public Uni<Optional<SeenFile>> waiting(AccountId account, SourceType source, DataDate date) {
        return find(
                        "account = ?1 and folderType = ?2 and dataDate = ?3 and state = 'waiting' order by seenAt desc",
                        account.value(),
                        source.value(),
                        date.value())
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(SeenFileEntity::toFile));
    }

    @Override
    public Uni<Optional<SeenFile>> ignored(AccountId account, SourceType source, DataDate date) {
        return find(
                        "account = ?1 and (folderType = ?2 or namedType = ?2) and dataDate = ?3 and state = 'ignored'"
                                + " order by seenAt desc",
                        account.value(),
                        source.value(),
                        date.value())
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(SeenFileEntity::toFile));
    }

    @Override
    public Uni<List<SeenFile>> list(AccountId account, DirectoryObserved.State state, int limit) {
        return find(UNCLAIMED, account.value(), state.name().toLowerCase(Locale.ROOT))
                .page(0, limit)
                .list()
                .map(found -> found.stream().map(SeenFileEntity::toFile).toList());
    }
}
