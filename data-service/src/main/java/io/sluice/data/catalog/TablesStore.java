package io.sluice.data.catalog;

import io.sluice.contracts.account.AccountId;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Reads the catalogue from PostgreSQL; swaps write it.
@ApplicationScoped
class TablesStore implements Tables {
    private static final String OF_ACCOUNT =
            " from iceberg_tables where catalog_name = 'sluice' and table_namespace = $1";
    private static final String LIST = "select table_name" + OF_ACCOUNT
            + " and table_name collate \"C\" > $2 order by table_name collate \"C\" limit $3";
    private static final String METADATA = "select metadata_location" + OF_ACCOUNT + " and table_name = $2";

    private final Pool pool;

    TablesStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<String>> list(AccountId account, String after, int limit) {
        return select(LIST, Tuple.of(account.value(), after, limit));
    }

    @Override
    public Uni<Optional<String>> metadata(AccountId account, String table) {
        return select(METADATA, Tuple.of(account.value(), table))
                .map(found -> found.stream().findFirst());
    }

    private Uni<List<String>> select(String sql, Tuple values) {
        return DatabaseCalls.withTimeout(
                        "reading the catalogue", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }
}
