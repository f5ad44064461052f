package io.sluice.data.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.batch.DatabaseUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Finds what is left to publish in PostgreSQL.
@ApplicationScoped
class OutcomeStore implements UnpublishedOutcomes {
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('outcomes', 38))";
    private static final String UNPUBLISHED =
            "select batch_ref, event from batch_outcome where not published order by finished_at limit ?";
    private static final String REMEMBER = "update batch_outcome set published = true where batch_ref = any (?)";

    private final DataSource database;
    private final ObjectMapper json = SluiceJson.mapper();

    OutcomeStore(DataSource database) {
        this.database = database;
    }

    @Override
    public int publish(int limit, Consumer<BatchFinished> publisher) {
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

    private int publish(Connection connection, int limit, Consumer<BatchFinished> publisher) throws SQLException {
        var unpublished = find(connection, limit);
        unpublished.values().forEach(publisher);
        try (var remember = connection.prepareStatement(REMEMBER)) {
            remember.setArray(
                    1, connection.createArrayOf("text", unpublished.keySet().toArray()));
            remember.executeUpdate();
        }
        return unpublished.size();
    }

    private Map<String, BatchFinished> find(Connection connection, int limit) throws SQLException {
        var found = new LinkedHashMap<String, BatchFinished>();
        try (var find = connection.prepareStatement(UNPUBLISHED)) {
            find.setInt(1, limit);
            try (var rows = find.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString("batch_ref"), read(rows.getString("event")));
                }
            }
        }
        return found;
    }

    private BatchFinished read(String event) {
        try {
            return json.readValue(event, BatchFinished.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("an outcome in the database cannot be read", unreadable);
        }
    }
}
