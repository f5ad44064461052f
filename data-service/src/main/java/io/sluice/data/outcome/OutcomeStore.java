package io.sluice.data.outcome;

import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.database.outbox.Unpublished;
import io.sluice.events.log.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The outcomes of batches that are not published yet. One that cannot be read holds up no other.
final class OutcomeStore implements Unpublished<BatchFinished> {
    private static final Log LOG = Log.of(OutcomeStore.class);
    private static final String UNPUBLISHED =
            "select batch_ref, event::text as event from batch_outcome where not published and event is not null"
                    + " and batch_ref <> all ($1) order by finished_at limit $2";
    private static final String REMEMBER = "update batch_outcome set published = true where batch_ref = any ($1)";

    /// Another version may read them, so only this process passes them by.
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final ObjectMapper json = SluiceJson.mapper();

    @Override
    public String name() {
        return "outcomes";
    }

    @Override
    public Uni<RowSet<Row>> find(SqlConnection connection, int limit) {
        return connection.preparedQuery(UNPUBLISHED).execute(Tuple.of(unreadable.toArray(String[]::new), limit));
    }

    @Override
    public Optional<BatchFinished> event(Row row) {
        try {
            return Optional.of(json.readValue(row.getString("event"), BatchFinished.class));
        } catch (JsonProcessingException | IllegalArgumentException other) {
            var batch = row.getString("batch_ref");
            unreadable.add(batch);
            LOG.error(
                    "this version cannot read the outcome of a batch, so its client waits until data-service is upgraded",
                    field("batch", batch));
            return Optional.empty();
        }
    }

    @Override
    public String key(BatchFinished outcome) {
        return outcome.accountId().value();
    }

    @Override
    public Uni<?> remember(SqlConnection connection, List<BatchFinished> published) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(published.stream()
                        .map(outcome -> outcome.batchRef().value())
                        .toArray(String[]::new)));
    }
}
