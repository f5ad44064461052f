package io.sluice.database.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/// The rows of one table whose events are not published yet.
public interface Unpublished<E> {
    /// Of the lock that lets one instance publish them, e.g. `batches`; unique in the database.
    String name();

    /// Some of them, in the order of their events. It locks none.
    Uni<RowSet<Row>> find(SqlConnection connection, int limit);

    /// Empty when this version of the service cannot read the row; [#find] passes it by from then on.
    Optional<E> event(Row row);

    /// Events with the same key keep their order.
    String key(E event);

    /// Notes in the rows that these events are published.
    Uni<?> remember(SqlConnection connection, List<E> published);
}
