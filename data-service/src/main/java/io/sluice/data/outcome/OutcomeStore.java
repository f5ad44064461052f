package io.sluice.data.outcome;

import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Finds what is left to publish in PostgreSQL.
@ApplicationScoped
class OutcomeStore implements UnpublishedOutcomes {
    private static final Log LOG = Log.of(OutcomeStore.class);
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('outcomes', 38))";
    private static final String UNPUBLISHED =
            "select batch_ref, event from batch_outcome where not published and not unreadable order by finished_at limit ?";
    private static final String SET_ASIDE = "update batch_outcome set unreadable = true where batch_ref = ?";
    private static final String REMEMBER = "update batch_outcome set published = true where batch_ref = any (?)";

    private final DataSource database;
    private final ObjectMapper json = SluiceJson.mapper();

    OutcomeStore(DataSource database) {
        this.database = database;
    }

    @Override
    public int publish(int limit, Consumer<List<BatchFinished>> publisher) {
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

    private int publish(Connection connection, int limit, Consumer<List<BatchFinished>> publisher) throws SQLException {
        var unpublished = find(connection, limit);
        publisher.accept(List.copyOf(unpublished.values()));
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
                    var ref = rows.getString("batch_ref");
                    var event = read(rows.getString("event"));
                    if (event.isPresent()) {
                        found.put(ref, event.get());
                    } else {
                        setAside(connection, ref);
                    }
                }
            }
        }
        return found;
    }

    private static void setAside(Connection connection, String ref) throws SQLException {
        LOG.error(
                "an outcome cannot be read, so nobody hears of it; a version that reads it publishes it when its row is no longer marked as unreadable",
                field("batch", ref));
        try (var mark = connection.prepareStatement(SET_ASIDE)) {
            mark.setString(1, ref);
            mark.executeUpdate();
        }
    }

    private Optional<BatchFinished> read(String event) {
        try {
            return Optional.of(json.readValue(event, BatchFinished.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
