package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.file.DataDate;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the unclaimed files from PostgreSQL. [FolderEventStore] writes them.
@ApplicationScoped
class FolderStore implements Folders {
    private static final String COLUMNS =
            "select accuid, path, state, reason, size, observed_at, seen_at, next_pickup from seen_file where ";
    private static final String SELECT = COLUMNS + "accuid = $1 ";
    private static final String NOT_CLAIMED_SINCE = """
             and not exists (select 1 from job where job.accuid = seen_file.accuid
                and job.source_type = seen_file.folder_type and job.data_date = seen_file.data_date
                and job.file_name = seen_file.file_name and job.claimed_at >= seen_file.observed_at)
            """;
    private static final String WAITING = SELECT + """
            and folder_type = $2 and data_date = $3 and state = 'waiting' order by seen_at desc limit 1
            """;
    private static final String IGNORED = SELECT + """
            and (folder_type = $2 or named_type = $2) and data_date = $3 and state = 'ignored'
            order by seen_at desc limit 1
            """;
    static final String UNCLAIMED =
            SELECT + "and state = $2 and path > $3" + NOT_CLAIMED_SINCE + "order by path limit $4";
    static final String UNCLAIMED_OF_ALL =
            COLUMNS + "state = $1 and (accuid, path) > ($2, $3)" + NOT_CLAIMED_SINCE + "order by accuid, path limit $4";

    private final Pool pool;

    FolderStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<UnclaimedFile>> waiting(AccountId account, SourceType source, DataDate date) {
        return find(WAITING, Tuple.of(account.value(), source.value(), date.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<Optional<UnclaimedFile>> ignored(AccountId account, SourceType source, DataDate date) {
        return find(IGNORED, Tuple.of(account.value(), source.value(), date.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<UnclaimedFile>> list(AccountId account, DirectoryObserved.State state, String after, int limit) {
        return find(UNCLAIMED, Tuple.of(account.value(), state.name().toLowerCase(Locale.ROOT), after, limit));
    }

    @Override
    public Uni<List<AccountFile>> list(DirectoryObserved.State state, AccountFile.Place after, int limit) {
        return find(
                UNCLAIMED_OF_ALL,
                Tuple.of(state.name().toLowerCase(Locale.ROOT), after.account(), after.path(), limit),
                row -> new AccountFile(new AccountId(row.getString("accuid")), file(row)));
    }

    private Uni<List<UnclaimedFile>> find(String sql, Tuple values) {
        return find(sql, values, FolderStore::file);
    }

    private <F> Uni<List<F>> find(String sql, Tuple values, Function<Row, F> reader) {
        return DatabaseCalls.withTimeout(
                        "reading unclaimed files", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(reader)
                        .toList());
    }

    private static UnclaimedFile file(Row row) {
        @Nullable OffsetDateTime nextPickup = row.getOffsetDateTime("next_pickup");
        return new UnclaimedFile(
                row.getString("path"),
                DirectoryObserved.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getLong("size"),
                row.getOffsetDateTime("observed_at").toInstant(),
                row.getOffsetDateTime("seen_at").toInstant(),
                Optional.ofNullable(nextPickup).map(OffsetDateTime::toInstant));
    }
}
