package io.sluice.batch.removal;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/// Finds in PostgreSQL what is to be removed.
@ApplicationScoped
class RemovalStore implements Removals {
    private static final int STEP = 1_000;
    private static final String OLD_FILES = """
            select ref, object_key from batch
            where finished_at is not null and not file_removed and finished_at < $1 order by finished_at, ref limit $2
            """;
    private static final String REMOVED = "update batch set file_removed = true where ref = any($1)";
    private static final String WITH_ROWS = """
            select accuid from unnest($1::text[]) as erased (accuid)
            where exists (select 1 from batch where batch.accuid = erased.accuid)
                or exists (select 1 from traffic where traffic.accuid = erased.accuid)
                or exists (select 1 from sftp_usage where sftp_usage.accuid = erased.accuid)
            """;
    /// In small steps, so that no lock lasts. An id is taken before its batch is removed, so that nobody gets
    /// it.
    private static final String TAKE_REFS = """
            insert into used_ref (ref)
            select ref from batch where accuid = $1 order by ref limit $2 on conflict do nothing
            """;
    private static final String REMOVE_BATCHES = """
            delete from batch where ref in (
                select ref from batch where accuid = $1 and exists (select 1 from used_ref where used_ref.ref = batch.ref)
                limit $2)
            """;
    private static final String REMOVE_TRAFFIC = "delete from traffic where accuid = $1";
    private static final String REMOVE_SFTP_USAGE = "delete from sftp_usage where accuid = $1";

    private final Pool pool;

    RemovalStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<OldFile>> oldFiles(Instant before, int limit) {
        return DatabaseCalls.withTimeout(
                        "reading old files",
                        pool.preparedQuery(OLD_FILES).execute(Tuple.of(before.atOffset(ZoneOffset.UTC), (long) limit)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new OldFile(new BatchRef(row.getString("ref")), row.getString("object_key")))
                        .toList());
    }

    @Override
    public Uni<Void> removed(List<OldFile> files) {
        var refs = files.stream().map(file -> file.ref().value()).toArray(String[]::new);
        return change("recording removed files", REMOVED, Tuple.tuple().addArrayOfString(refs))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<AccountId>> withRows(Collection<AccountId> accounts) {
        var ids = accounts.stream().map(AccountId::value).toArray(String[]::new);
        return DatabaseCalls.withTimeout(
                        "looking for erased accounts",
                        pool.preparedQuery(WITH_ROWS).execute(Tuple.tuple().addArrayOfString(ids)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new AccountId(row.getString("accuid")))
                        .toList());
    }

    @Override
    public Uni<Integer> removeRows(AccountId account) {
        return removeBatches(account)
                .chain(batches -> change("removing traffic", REMOVE_TRAFFIC, Tuple.of(account.value()))
                        .chain(traffic -> change("removing usage", REMOVE_SFTP_USAGE, Tuple.of(account.value()))
                                .map(usage -> batches + traffic + usage)));
    }

    private Uni<Integer> removeBatches(AccountId account) {
        var step = Tuple.of(account.value(), (long) STEP);
        return change("taking ids", TAKE_REFS, step)
                .chain(() -> change("removing batches", REMOVE_BATCHES, step))
                .chain(removed -> removed < STEP
                        ? Uni.createFrom().item(removed)
                        : removeBatches(account).map(more -> removed + more));
    }

    private Uni<Integer> change(String what, String statement, Tuple values) {
        return DatabaseCalls.withTimeout(what, pool.preparedQuery(statement).execute(values))
                .map(changed -> changed.rowCount());
    }
}
