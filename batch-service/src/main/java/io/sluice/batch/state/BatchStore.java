package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.file.JobId;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
    static final String COLUMNS = """
            ref, accuid, checksum, size, state, upload_expires_at, created_at, modified_at,
            job_id, process_millis, total_count, succeeded_count, failed_count, log_key""";

    private static final String FIND = "select " + COLUMNS + " from batch where ref = $1";
    private static final String ADD = """
            insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, created_at, modified_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9 where not exists (select 1 from used_ref where ref = $1)
            on conflict (ref) do nothing
            """;
    private static final String EXTEND = """
            update batch set upload_expires_at = greatest(upload_expires_at, $2) where ref = $1 and state = 'allocated'
            """;
    private static final String COUNTS = """
            select
                (select count(*) from (select 1 from batch
                    where accuid = $1 and state = 'allocated' and upload_expires_at > $2 limit $3) waits) as waiting,
                (select count(*) from (select 1 from batch
                    where accuid = $1 and state in ('stored', 'processing') limit $4) works) as in_work,
                (select count(*) from (select 1 from batch
                    where accuid = $1 and created_at > $2 - interval '24 hours' limit $5) today) as made
            """;
    private static final String BEGIN = """
            insert into begun_upload (ref, object_key, begun_at)
            select ref, object_key, $2 from batch where ref = $1 and state = 'allocated'
            returning upload_id, ref, object_key, begun_at
            """;
    private static final String STORED = """
            update batch set state = 'stored', received_at = $2, modified_at = greatest(modified_at, $2),
                upload_begun_at = null
            where ref = $1 and state = 'allocated'
            """;
    private static final String CORRUPTED = """
            update batch set state = 'corrupted', modified_at = greatest(modified_at, $2), upload_begun_at = null
            where ref = $1 and state = 'allocated'
            """;
    private static final String BEGUN = """
            select upload_id, ref, object_key, begun_at from begun_upload where upload_id > $1 order by upload_id limit $2
            """;
    private static final String FORGET = "delete from begun_upload where upload_id = $1";

    /// Other clocks than that of this service say when.
    private static final String PROCESSING = """
            update batch set state = 'processing', job_id = $3, modified_at = greatest(modified_at, $2)
            where ref = $1 and state = 'stored'
            """;
    private static final String FINISHED = """
            update batch set state = $2, modified_at = greatest(modified_at, $3), finished_at = $3, job_id = $4, process_millis = $5,
                total_count = $6, succeeded_count = $7, failed_count = $8, log_key = $9
            where ref = $1 and state in ('stored', 'processing')
            """;
    /// For each of the two statements. Nobody waits for them any longer, and they hold a connection.
    private static final String LIST_SOON = "set local statement_timeout = '2s'";
    private static final String LISTED = " from batch where accuid = $1 and created_at >= $2"
            + " and ($3::timestamptz is null or created_at < $3) and state = any($4)";
    private static final String COUNT = "select count(*) as total" + LISTED;
    private static final String LIST =
            "select " + COLUMNS + LISTED + " order by created_at desc, ref offset $5 limit $6";

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
    public Uni<Counts> counts(AccountId account, Instant now, Counts most) {
        var values = Tuple.of(account.value(), utc(now), most.waiting(), most.inWork(), most.made());
        return DatabaseCalls.withTimeout(
                        "counting batches", pool.preparedQuery(COUNTS).execute(values))
                .map(rows -> rows.iterator().next())
                .map(row -> new Counts(row.getLong("waiting"), row.getLong("in_work"), row.getLong("made")));
    }

    @Override
    public Uni<Optional<BegunUpload>> beginUpload(BatchRef ref, Instant now) {
        return DatabaseCalls.withTimeout(
                        "beginning an upload", pool.preparedQuery(BEGIN).execute(Tuple.of(ref.value(), utc(now))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(BatchStore::begunUpload));
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
        var values = Tuple.of(after.map(BegunUpload::id).orElse(0L), (long) limit);
        return DatabaseCalls.withTimeout(
                        "reading begun uploads", pool.preparedQuery(BEGUN).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(BatchStore::begunUpload)
                        .toList());
    }

    @Override
    public Uni<Void> forget(BegunUpload upload) {
        return change("forgetting an upload", FORGET, Tuple.of(upload.id())).replaceWithVoid();
    }

    @Override
    public Uni<Void> processing(BatchRef ref, JobId jobId, Instant at) {
        var values = Tuple.of(ref.value(), utc(at), jobId.value());
        return DatabaseCalls.retryWhileTransient(
                        "recording progress",
                        () -> pool.preparedQuery(PROCESSING).execute(values))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> finished(BatchRef ref, BatchState state, BatchOutcome outcome, Instant at) {
        var values = Tuple.tuple()
                .addString(ref.value())
                .addString(state.word())
                .addOffsetDateTime(utc(at))
                .addString(outcome.jobId().value())
                .addLong(outcome.timeToProcess().toMillis())
                .addLong(outcome.totalCount())
                .addLong(outcome.succeededCount())
                .addLong(outcome.failedCount())
                .addValue(outcome.logKey().orElse(null));
        return DatabaseCalls.retryWhileTransient(
                        "recording an outcome",
                        () -> pool.preparedQuery(FINISHED).execute(values))
                .replaceWithVoid();
    }

    /// A batch that is made between the two statements changes the page, not the sense of the answer.
    @Override
    public Uni<BatchPage> list(BatchQuery query) {
        return DatabaseCalls.withTimeout(
                "listing batches",
                pool.withTransaction(connection -> connection
                        .query(LIST_SOON)
                        .execute()
                        .chain(() -> connection.preparedQuery(COUNT).execute(conditions(query)))
                        .map(rows -> rows.iterator().next().getLong("total"))
                        .chain(total -> page(connection, query, total))));
    }

    private static Uni<BatchPage> page(SqlConnection connection, BatchQuery query, long total) {
        var values = conditions(query).addLong((long) query.offset()).addLong((long) query.limit());
        return connection
                .preparedQuery(LIST)
                .execute(values)
                .map(rows -> new BatchPage(
                        total,
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(BatchStore::batch)
                                .toList()));
    }

    private static Tuple conditions(BatchQuery query) {
        return Tuple.tuple()
                .addString(query.account().value())
                .addOffsetDateTime(utc(query.after()))
                .addValue(query.before().map(BatchStore::utc).orElse(null))
                .addArrayOfString(query.states().stream().map(BatchState::word).toArray(String[]::new));
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
                Optional.ofNullable(row.getString("job_id")).map(JobId::new),
                Optional.ofNullable(row.getLong("total_count")).map(total -> outcome(row, total)),
                instant(row, "upload_expires_at"),
                instant(row, "created_at"),
                instant(row, "modified_at"));
    }

    private static BegunUpload begunUpload(Row row) {
        return new BegunUpload(
                row.getLong("upload_id"),
                new BatchRef(row.getString("ref")),
                row.getString("object_key"),
                instant(row, "begun_at"));
    }

    private static BatchOutcome outcome(Row row, long total) {
        return new BatchOutcome(
                new JobId(row.getString("job_id")),
                Duration.ofMillis(row.getLong("process_millis")),
                total,
                row.getLong("succeeded_count"),
                row.getLong("failed_count"),
                Optional.ofNullable(row.getString("log_key")));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
