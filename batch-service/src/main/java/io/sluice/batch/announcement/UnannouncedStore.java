package io.sluice.batch.announcement;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// Finds in PostgreSQL what is left to publish.
///
/// A transaction lock lets one instance at a time publish. No row is locked: uploads are recorded while Kafka
/// does not answer.
@ApplicationScoped
class UnannouncedStore implements Unannounced {
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext($1))";
    /// Else the lock of an instance whose host vanished would stay until the database misses its connection.
    private static final String GIVE_UP = "set local idle_in_transaction_session_timeout = '60s'";
    private static final String BATCHES = """
            select ref, accuid, size, checksum, object_key, received_at from batch
            where received_at is not null and not announced order by received_at, ref limit $1
            """;
    private static final String ANNOUNCED = "update batch set announced = true where ref = any($1)";
    private static final String TRAFFIC = """
            select accuid, taken_bytes, resets_at, version from traffic
            where published_version < version order by accuid limit $1
            """;
    private static final String PUBLISHED = """
            update traffic set published_version = published.version
            from unnest($1::text[], $2::bigint[]) as published (accuid, version)
            where traffic.accuid = published.accuid
            """;

    private final Pool pool;

    UnannouncedStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Integer> publishBatches(int limit, Function<BatchReceived, Uni<Void>> publisher) {
        return alone(
                "batches",
                connection -> page(connection, BATCHES, limit, UnannouncedStore::batch)
                        .chain(batches -> publish(
                                batches,
                                publisher,
                                () -> connection
                                        .preparedQuery(ANNOUNCED)
                                        .execute(Tuple.of(batches.stream()
                                                .map(batch -> batch.batchRef().value())
                                                .toArray(String[]::new)))
                                        .replaceWithVoid())));
    }

    @Override
    public Uni<Integer> publishTraffic(int limit, Function<BatchTrafficMeasured, Uni<Void>> publisher) {
        return alone(
                "traffic",
                connection -> page(connection, TRAFFIC, limit, UnannouncedStore::traffic)
                        .chain(traffic -> publish(
                                traffic,
                                publisher,
                                () -> connection
                                        .preparedQuery(PUBLISHED)
                                        .execute(Tuple.of(
                                                traffic.stream()
                                                        .map(row ->
                                                                row.accountId().value())
                                                        .toArray(String[]::new),
                                                traffic.stream()
                                                        .map(BatchTrafficMeasured::version)
                                                        .toArray(Long[]::new)))
                                        .replaceWithVoid())));
    }

    private Uni<Integer> alone(String lock, Function<SqlConnection, Uni<Integer>> work) {
        return pool.withTransaction(connection -> connection
                .query(GIVE_UP)
                .execute()
                .chain(() -> connection.preparedQuery(LOCK).execute(Tuple.of(lock)))
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? work.apply(connection)
                        : Uni.createFrom().item(0)));
    }

    private static <E> Uni<List<E>> page(SqlConnection connection, String query, int limit, Function<Row, E> event) {
        return connection
                .preparedQuery(query)
                .execute(Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(event)
                        .toList());
    }

    private static <E> Uni<Integer> publish(
            List<E> events, Function<E, Uni<Void>> publisher, Supplier<Uni<Void>> remember) {
        return events.isEmpty()
                ? Uni.createFrom().item(0)
                : Uni.join()
                        .all(events.stream().map(publisher).toList())
                        .andFailFast()
                        .chain(remember::get)
                        .replaceWith(events.size());
    }

    private static BatchReceived batch(Row row) {
        return new BatchReceived(
                new BatchRef(row.getString("ref")),
                new AccountId(row.getString("accuid")),
                row.getLong("size"),
                new Md5(row.getString("checksum")),
                row.getString("object_key"),
                row.getOffsetDateTime("received_at").toInstant());
    }

    private static BatchTrafficMeasured traffic(Row row) {
        return new BatchTrafficMeasured(
                new AccountId(row.getString("accuid")),
                row.getLong("taken_bytes"),
                row.getOffsetDateTime("resets_at").toInstant(),
                row.getLong("version"));
    }
}
