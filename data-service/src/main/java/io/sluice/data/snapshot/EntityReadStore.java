package io.sluice.data.snapshot;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.parquet.EntityRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// Reads entities from PostgreSQL by COPY: it sends them as they are read, so neither side holds more than a
/// few, and one transaction sees one state. While that goes on, vacuum keeps what was changed since, so its
/// time is limited.
@ApplicationScoped
class EntityReadStore implements EntityReads {
    /// Instances of the previous version have that of the source alone.
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?, 58))"
            + " and pg_try_advisory_xact_lock(hashtextextended(?, 58))";
    /// The batch of an entity is the second best source: of a batch that only deleted, nothing is left there.
    private static final String SET = """
            select changed_at, now(), case when batch_at = changed_at then batch_ref else
                (select batch_ref from entity where entity.set_id = entity_set.set_id order by updated_at desc limit 1) end
            from entity_set where set_id = ?
            """;
    private final DataSource database;
    private final Duration longestRead;

    EntityReadStore(DataSource database, SnapshotConfig config) {
        this.database = database;
        this.longestRead = config.longestRead();
    }

    @Override
    public Optional<EntityRead> begin(DueSnapshot due) {
        Connection connection = null;
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read read only;"
                        + " set local statement_timeout = '%ds'".formatted(longestRead.toSeconds()));
            }
            var read = isAlone(connection, due) ? read(connection, due) : Optional.<EntityRead>empty();
            if (read.isPresent()) {
                connection = null;
            }
            return read;
        } catch (SQLException failed) {
            throw unavailable("begin to read entities", failed);
        } finally {
            end(connection);
        }
    }

    private static boolean isAlone(Connection connection, DueSnapshot due) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, "snapshots " + due.source().account());
            lock.setString(2, "snapshot " + due.source());
            try (var row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Optional<EntityRead> read(Connection connection, DueSnapshot due) throws SQLException {
        try (var look = connection.prepareStatement(SET)) {
            look.setLong(1, due.setId());
            try (var row = look.executeQuery()) {
                return row.next()
                        ? Optional.of(new Transaction(
                                connection,
                                due.setId(),
                                Optional.ofNullable(row.getString(3)).map(BatchRef::new),
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static void end(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            throw unavailable("end the reading of entities", failed);
        }
    }

    private static DatabaseUnavailableException unavailable(String what, Exception failed) {
        return new DatabaseUnavailableException(
                "the database cannot %s: %s".formatted(what, failed.getMessage()), failed);
    }

    private record Transaction(
            Connection connection, long setId, Optional<BatchRef> batch, Instant changedAt, Instant takenAt)
            implements EntityRead {
        @Override
        public void each(Consumer<EntityRecord> reader) {
            var sql = """
                    copy (select key, value::text, batch_ref, line, updated_at from entity where set_id = %d)
                    to stdout (format binary)
                    """.formatted(setId);
            try {
                var database = connection.unwrap(BaseConnection.class);
                var ended = false;
                try {
                    var rows = new CopyStream(new CopyManager(database).copyOut(sql));
                    var entities = new CopiedEntities(rows);
                    for (var next = entities.next(); next.isPresent(); next = entities.next()) {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new DatabaseUnavailableException("the service stops", null);
                        }
                        reader.accept(next.get());
                    }
                    rows.finish();
                    ended = true;
                } finally {
                    if (!ended) {
                        // A request to cancel the COPY may arrive after its end, and cancel what comes next.
                        database.close();
                    }
                }
            } catch (SQLException | IOException failed) {
                throw unavailable("give the entities", failed);
            }
        }

        @Override
        public void close() {
            end(connection);
        }
    }
}
