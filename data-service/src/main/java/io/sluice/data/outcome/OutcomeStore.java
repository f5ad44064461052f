package io.sluice.data.outcome;

import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;

/// Finds what is left to publish in PostgreSQL.
@ApplicationScoped
class OutcomeStore implements UnpublishedOutcomes {
    private static final Log LOG = Log.of(OutcomeStore.class);
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('outcomes', 38))";
    private static final String UNPUBLISHED =
            "select batch_ref, event from batch_outcome where not published and event is not null"
                    + " and batch_ref <> all (?) order by finished_at limit ?";
    private static final String REMEMBER = "update batch_outcome set published = true where batch_ref = any (?)";

    private final DataSource database;
    /// Another version may read them, so only this process passes them by.
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final ObjectMapper json = SluiceJson.mapper();

    OutcomeStore(DataSource database) {
        this.database = database;
    }

    @Override
    public int publish(int limit, Function<List<BatchFinished>, Set<BatchRef>> publisher) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var published = isAlone(connection) ? publish(connection, limit, publisher) : 0;
                connection.commit();
                return published;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new DatabaseUnavailableException("the database cannot list outcomes: " + failed.getMessage(), failed);
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK);
                var row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private int publish(Connection connection, int limit, Function<List<BatchFinished>, Set<BatchRef>> publisher)
            throws SQLException {
        var published = publisher.apply(find(connection, limit));
        try (var remember = connection.prepareStatement(REMEMBER)) {
            remember.setArray(
                    1,
                    connection.createArrayOf(
                            "text", published.stream().map(BatchRef::value).toArray()));
            remember.executeUpdate();
        }
        return published.size();
    }

    private List<BatchFinished> find(Connection connection, int limit) throws SQLException {
        var found = new ArrayList<BatchFinished>();
        try (var find = connection.prepareStatement(UNPUBLISHED)) {
            find.setArray(1, connection.createArrayOf("text", unreadable.toArray()));
            find.setInt(2, limit);
            try (var rows = find.executeQuery()) {
                while (rows.next()) {
                    var ref = rows.getString("batch_ref");
                    var event = read(rows.getString("event"));
                    if (event.isPresent()) {
                        found.add(event.get());
                    } else {
                        passBy(ref);
                    }
                }
            }
        }
        return found;
    }

    private void passBy(String ref) {
        unreadable.add(ref);
        LOG.error(
                "this version cannot read the outcome of a batch, so its client waits until data-service is upgraded",
                field("batch", ref));
    }

    private Optional<BatchFinished> read(String event) {
        try {
            return Optional.of(json.readValue(event, BatchFinished.class));
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
