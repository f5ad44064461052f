package io.sluice.data.batch;

import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.source.RecordSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/// A claim is an advisory lock of a connection, and the import uses the same connection: it cannot commit
/// what it no longer has the right to. Not thread-safe.
final class ClaimStore implements Imports.Claim {
    private static final String CLAIM = "select pg_try_advisory_lock(hashtextextended(?, 39))";
    private static final String GIVE_BACK = "select pg_advisory_unlock(hashtextextended(?, 39))";
    private static final String IS_FINISHED = "select 1 from batch_outcome where batch_ref = ?";
    private static final String LOG_KEY = "select event ->> 'log_key' from batch_outcome where batch_ref = ?";
    /// A restart also delivers a batch again, so young outcomes are left alone. Outcomes of erased accounts
    /// have no event.
    private static final String PUBLISH_AGAIN = """
            update batch_outcome set published = false
            where batch_ref = ? and published and event is not null and finished_at < now() - interval '1 hour'
            """;
    private static final String BEGUN = "select begun from batch_attempt where batch_ref = ?";
    /// The number of a transaction is higher than that of each earlier one.
    private static final String BEGIN = """
            insert into batch_attempt (batch_ref, accuid, begun) values (?, ?, 1)
            on conflict (batch_ref) do update set begun = batch_attempt.begun + 1
            returning begun, pg_current_xact_id()::text::bigint
            """;

    private final Connection connection;
    private final BatchReceived batch;

    /// @param connection has the lock; is closed with the claim
    ClaimStore(Connection connection, BatchReceived batch) {
        this.connection = connection;
        this.batch = batch;
    }

    /// Whether this connection has the batch now.
    static boolean lock(Connection connection, BatchReceived batch) throws SQLException {
        return isTrue(connection, CLAIM, batch);
    }

    private static boolean isTrue(Connection connection, String statement, BatchReceived batch) throws SQLException {
        try (var lock = connection.prepareStatement(statement)) {
            lock.setString(1, batch.batchRef().value());
            try (var row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public boolean isFinished() {
        return DatabaseWork.run("look for an outcome", () -> {
            try (var look = connection.prepareStatement(IS_FINISHED)) {
                look.setString(1, batch.batchRef().value());
                return look.executeQuery().next();
            }
        });
    }

    @Override
    public Optional<String> logKey() {
        return DatabaseWork.run("look for a log", () -> {
            try (var look = connection.prepareStatement(LOG_KEY)) {
                look.setString(1, batch.batchRef().value());
                try (var row = look.executeQuery()) {
                    return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void publishAgain() {
        DatabaseWork.run("publish an outcome again", () -> {
            try (var again = connection.prepareStatement(PUBLISH_AGAIN)) {
                again.setString(1, batch.batchRef().value());
                return again.executeUpdate();
            }
        });
    }

    @Override
    public int begun() {
        return DatabaseWork.run("look for attempts", () -> {
            try (var look = connection.prepareStatement(BEGUN)) {
                look.setString(1, batch.batchRef().value());
                try (var row = look.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
    }

    @Override
    public Imports.Begun begin() {
        return DatabaseWork.run("note an attempt", () -> {
            try (var note = connection.prepareStatement(BEGIN)) {
                note.setString(1, batch.batchRef().value());
                note.setString(2, batch.accountId().value());
                try (var row = note.executeQuery()) {
                    row.next();
                    return new Imports.Begun(row.getInt(1), row.getLong(2));
                }
            }
        });
    }

    @Override
    public Stage stage(List<RecordSource> sources) {
        return DatabaseWork.run("make a stage", () -> new StageStore(connection, batch, sources));
    }

    @Override
    public void close() {
        DatabaseWork.run("give a batch back", () -> {
            try (connection) {
                giveBack();
                return connection;
            }
        });
    }

    /// A connection that goes back to the pool with the lock would keep the batch from everybody.
    private void giveBack() throws SQLException {
        var isFree = false;
        try {
            isFree = isTrue(connection, GIVE_BACK, batch);
        } finally {
            if (!isFree) {
                // The pool's own abort() reaches no further than its wrapper.
                connection.unwrap(BaseConnection.class).abort(Runnable::run);
            }
        }
    }
}
