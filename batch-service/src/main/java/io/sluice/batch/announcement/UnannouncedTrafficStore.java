package io.sluice.batch.announcement;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.database.outbox.Unpublished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// The traffic of accounts that is not published.
final class UnannouncedTrafficStore implements Unpublished<BatchTrafficMeasured> {
    private static final String UNANNOUNCED = """
            select accuid, taken_bytes, resets_at, version from traffic
            where published_version < version order by accuid limit $1
            """;
    private static final String REMEMBER = """
            update traffic set published_version = published.version
            from unnest($1::text[], $2::bigint[]) as published (accuid, version)
            where traffic.accuid = published.accuid
            """;

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public Uni<RowSet<Row>> find(SqlConnection connection, int limit) {
        return connection.preparedQuery(UNANNOUNCED).execute(Tuple.of(limit));
    }

    @Override
    public Optional<BatchTrafficMeasured> event(Row row) {
        return Optional.of(new BatchTrafficMeasured(
                new AccountId(row.getString("accuid")),
                row.getLong("taken_bytes"),
                row.getOffsetDateTime("resets_at").toInstant(),
                row.getLong("version")));
    }

    @Override
    public String key(BatchTrafficMeasured traffic) {
        return traffic.accountId().value();
    }

    @Override
    public Uni<?> remember(SqlConnection connection, List<BatchTrafficMeasured> published) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(
                        published.stream()
                                .map(traffic -> traffic.accountId().value())
                                .toArray(String[]::new),
                        published.stream().map(BatchTrafficMeasured::version).toArray(Long[]::new)));
    }
}
