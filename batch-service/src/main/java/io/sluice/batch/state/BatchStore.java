package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Keeps batches in PostgreSQL. Each change names the state that it expects, so of two instances that decide
/// at once one has its way.
@ApplicationScoped
class BatchStore implements Batches {
    static final String COLUMNS = "ref, accuid, checksum, size, state, upload_expires_at, created_at, modified_at";

    private static final String FIND = "select " + COLUMNS + " from batch where ref = $1";
    private static final String ADD = """
            insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, created_at, modified_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ref) do nothing
            """;
    private static final String EXTEND = """
            update batch set upload_expires_at = greatest(upload_expires_at, $2) where ref = $1 and state = 'allocated'
            """;
    private static final String BEGIN = "update batch set upload_begun_at = $2 where ref = $1 and state = 'allocated'";
    private static final String STORED = """
            update batch set state = 'stored', received_at = $2, modified_at = $2, upload_begun_at = null
            where ref = $1 and state = 'allocated'
            """;
    private static final String CORRUPTED = """
            update batch set state = 'corrupted', modified_at = $2, upload_begun_at = null
            where ref = $1 and state = 'allocated'
            """;
    private static final String BEGUN = "select " + COLUMNS + """
            , upload_begun_at from batch
            where upload_begun_at is not null and ($1::timestamptz is null or (upload_begun_at, ref) > ($1, $2))
            order by upload_begun_at, ref limit $3
            """;
    private static final String FORGET =
            "update batch set upload_begun_at = null where ref = $1 and upload_begun_at = $2";

    private final Pool pool;

    BatchStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Batch>> find(BatchRef ref) {
        return DatabaseCalls.withTimeout(
                        "reading a batch", pool.preparedQuery(FIND).execute(Tuple.of(ref.value())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(BatchStore::batch));
    }

    @Override
    public Uni<Boolean> add(Batch batch) {
        var values = Tuple.tuple()
                .addString(batch.ref().value())
                .addString(batch.account().value())
                .addString(batch.checksum().hex())
                .addLong(batch.size())
                .addString(batch.objectKey())
                .addString(batch.state().word())
                .addOffsetDateTime(utc(batch.uploadExpiresAt()))
                .addOffsetDateTime(utc(batch.createdAt()))
                .addOffsetDateTime(utc(batch.modifiedAt()));
        return change("adding a batch", ADD, values);
    }

    @Override
    public Uni<Void> extend(BatchRef ref, Instant uploadExpiresAt) {
        return change("extending a batch", EXTEND, Tuple.of(ref.value(), utc(uploadExpiresAt)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> beginUpload(BatchRef ref, Instant now) {
        return change("beginning an upload", BEGIN, Tuple.of(ref.value(), utc(now)));
    }

    @Override
    public Uni<Boolean> stored(Batch batch, Instant receivedAt, AccountDay day) {
        return changeWithTraffic("recording an upload", STORED, batch, receivedAt, day);
    }

    @Override
    public Uni<Boolean> corrupted(Batch batch, AccountDay day) {
        return changeWithTraffic("recording a corrupted upload", CORRUPTED, batch, day.now(), day);
    }

    /// The bytes count if the state changes, so that a batch counts once.
    private Uni<Boolean> changeWithTraffic(String what, String statement, Batch batch, Instant at, AccountDay day) {
        return DatabaseCalls.withTimeout(
                what,
                pool.withTransaction(connection -> connection
                        .preparedQuery(statement)
                        .execute(Tuple.of(batch.ref().value(), utc(at)))
                        .chain(changed -> changed.rowCount() == 0
                                ? Uni.createFrom().item(false)
                                : TrafficStore.add(connection, batch.account(), batch.size(), day)
                                        .replaceWith(true))));
    }

    @Override
    public Uni<List<BegunUpload>> begunUploads(Optional<BegunUpload> after, int limit) {
        var values = Tuple.tuple()
                .addValue(after.map(last -> utc(last.begunAt())).orElse(null))
                .addValue(after.map(last -> last.batch().ref().value()).orElse(null))
                .addInteger(limit);
        return DatabaseCalls.withTimeout(
                        "reading begun uploads", pool.preparedQuery(BEGUN).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new BegunUpload(batch(row), instant(row, "upload_begun_at")))
                        .toList());
    }

    @Override
    public Uni<Void> forget(BegunUpload upload) {
        return change(
                        "forgetting an upload",
                        FORGET,
                        Tuple.of(upload.batch().ref().value(), utc(upload.begunAt())))
                .replaceWithVoid();
    }

    private Uni<Boolean> change(String what, String statement, Tuple values) {
        return DatabaseCalls.withTimeout(what, pool.preparedQuery(statement).execute(values))
                .map(rows -> rows.rowCount() == 1);
    }

    static Batch batch(Row row) {
        return new Batch(
                new BatchRef(row.getString("ref")),
                new AccountId(row.getString("accuid")),
                new Md5(row.getString("checksum")),
                row.getLong("size"),
                BatchState.ofWord(row.getString("state")),
                instant(row, "upload_expires_at"),
                instant(row, "created_at"),
                instant(row, "modified_at"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
