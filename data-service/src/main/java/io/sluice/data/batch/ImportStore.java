package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.source.RecordSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Keeps entities and outcomes in PostgreSQL over JDBC, whose driver has COPY.
@ApplicationScoped
class ImportStore implements Imports {
    private static final String IS_FINISHED = "select 1 from batch_outcome where batch_ref = ?";
    private static final String BEGIN = """
            insert into batch_attempt (batch_ref, accuid, begun) values (?, ?, 1)
            on conflict (batch_ref) do update set begun = batch_attempt.begun + 1 returning begun
            """;
    private static final String SURVIVED = "update batch_attempt set begun = begun - 1 where batch_ref = ?";

    private static final String CLAIM = "select pg_try_advisory_lock(hashtextextended(?, 39))";
    private static final String GIVE_BACK = "select pg_advisory_unlock(hashtextextended(?, 39))";

    private final DataSource database;

    ImportStore(DataSource database) {
        this.database = database;
    }

    /// The lock belongs to its connection, so it goes with the process.
    @Override
    public Optional<Claim> claim(BatchRef batch) {
        return DatabaseWork.run("claim a batch", () -> {
            var connection = database.getConnection();
            var isClaimed = false;
            try {
                isClaimed = lock(connection, CLAIM, batch);
            } finally {
                if (!isClaimed) {
                    connection.close();
                }
            }
            Claim claim = () -> giveBack(connection, batch);
            return isClaimed ? Optional.of(claim) : Optional.<Claim>empty();
        });
    }

    private static void giveBack(Connection connection, BatchRef batch) {
        DatabaseWork.run("give a batch back", () -> {
            try (connection) {
                return lock(connection, GIVE_BACK, batch);
            }
        });
    }

    private static boolean lock(Connection connection, String statement, BatchRef batch) throws SQLException {
        try (var lock = connection.prepareStatement(statement)) {
            lock.setString(1, batch.value());
            try (var row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public boolean isFinished(BatchRef batch) {
        return DatabaseWork.run("look for an outcome", () -> {
            try (var connection = database.getConnection();
                    var look = connection.prepareStatement(IS_FINISHED)) {
                look.setString(1, batch.value());
                return look.executeQuery().next();
            }
        });
    }

    @Override
    public int begin(BatchReceived batch) {
        return DatabaseWork.run("note an attempt", () -> {
            try (var connection = database.getConnection();
                    var note = connection.prepareStatement(BEGIN)) {
                note.setString(1, batch.batchRef().value());
                note.setString(2, batch.accountId().value());
                try (var row = note.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    @Override
    public void survived(BatchRef batch) {
        DatabaseWork.run("note a failure", () -> {
            try (var connection = database.getConnection();
                    var note = connection.prepareStatement(SURVIVED)) {
                note.setString(1, batch.value());
                return note.executeUpdate();
            }
        });
    }

    @Override
    public Stage stage(BatchReceived batch, List<RecordSource> sources) {
        return DatabaseWork.run("make a stage", () -> {
            var connection = database.getConnection();
            try {
                return new StageStore(connection, batch, sources);
            } catch (SQLException | RuntimeException failed) {
                connection.close();
                throw failed;
            }
        });
    }
}
