package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Replaces a folder's recorded files with those of a newer observation. Older observations change nothing.
@ApplicationScoped
class FolderEventStore {
    /// A time that is still to come is that of a clock that was ahead: the next observation replaces it.
    private static final String RECORD_IF_NEWER = """
            insert into folder (accuid, folder, observed_at, total) values ($1, $2, $3, $4)
            on conflict (accuid, folder) do update set observed_at = excluded.observed_at, total = excluded.total
            where folder.observed_at <= excluded.observed_at or folder.observed_at > now() + interval '1 minute'
            """;
    private static final String DELETE_FILES = "delete from seen_file where accuid = $1 and folder = $2";
    private static final String INSERT_FILES = """
            insert into seen_file (accuid, folder, observed_at, path, file_name, folder_type, named_type, state, reason,
                size, seen_at, data_date, next_pickup)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """;

    private final Pool pool;

    FolderEventStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> observed(DirectoryObserved event) {
        return DatabaseCalls.retryWhileTransient(
                "recording a folder", () -> pool.withTransaction(connection -> replace(connection, event)));
    }

    private static Uni<Void> replace(SqlConnection connection, DirectoryObserved event) {
        var account = event.accountId().value();
        var observedAt = utc(event.observedAt());
        return connection
                .preparedQuery(RECORD_IF_NEWER)
                .execute(Tuple.of(account, event.folder(), observedAt, event.total()))
                .chain(recorded -> recorded.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery(DELETE_FILES)
                                .execute(Tuple.of(account, event.folder()))
                                .chain(() -> insertFiles(connection, event)));
    }

    private static Uni<Void> insertFiles(SqlConnection connection, DirectoryObserved event) {
        List<Tuple> rows = event.files().stream().map(file -> row(event, file)).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(INSERT_FILES).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(DirectoryObserved event, SeenFile file) {
        var path = SourcePath.of(file.path());
        return Tuple.tuple()
                .addString(event.accountId().value())
                .addString(event.folder())
                .addOffsetDateTime(utc(event.observedAt()))
                .addString(file.path())
                .addString(path.fileName())
                .addValue(path.folderType().map(type -> type.value()).orElse(null))
                .addValue(path.namedType().map(type -> type.value()).orElse(null))
                .addString(file.state().name().toLowerCase(Locale.ROOT))
                .addString(file.reason())
                .addLong(file.size())
                .addOffsetDateTime(utc(file.seenAt()))
                .addValue(file.dataDate().map(date -> date.value()).orElse(null))
                .addValue(file.nextPickup().map(FolderEventStore::utc).orElse(null));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
