package io.sluice.batch.announcement;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.database.outbox.Unpublished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// The batches that were received and are not announced.
final class UnannouncedBatchStore implements Unpublished<BatchReceived> {
    private static final String UNANNOUNCED = """
            select ref, accuid, size, checksum, object_key, received_at from batch
            where received_at is not null and not announced order by received_at, ref limit $1
            """;
    private static final String REMEMBER = "update batch set announced = true where ref = any($1)";

    @Override
    public String name() {
        return "batches";
    }

    @Override
    public Uni<RowSet<Row>> find(SqlConnection connection, int limit) {
        return connection.preparedQuery(UNANNOUNCED).execute(Tuple.of(limit));
    }

    @Override
    public Optional<BatchReceived> event(Row row) {
        return Optional.of(new BatchReceived(
                new BatchRef(row.getString("ref")),
                new AccountId(row.getString("accuid")),
                row.getLong("size"),
                new Md5(row.getString("checksum")),
                row.getString("object_key"),
                row.getOffsetDateTime("received_at").toInstant()));
    }

    @Override
    public String key(BatchReceived batch) {
        return batch.accountId().value();
    }

    @Override
    public Uni<?> remember(SqlConnection connection, List<BatchReceived> published) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(published.stream()
                        .map(batch -> batch.batchRef().value())
                        .toArray(String[]::new)));
    }
}
