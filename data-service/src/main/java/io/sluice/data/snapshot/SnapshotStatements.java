package io.sluice.data.snapshot;

import io.sluice.data.batch.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs statements about snapshots and turns their failures into sentences.
final class SnapshotStatements {
    private SnapshotStatements() {}

    /// Statements with a result.
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// Statements of a connection that is there.
    interface Statements<T> {
        T run() throws SQLException;
    }

    /// @param what a verb with its object, such as `find a snapshot`
    static <T> T run(DataSource database, String what, Work<T> work) {
        return run(what, () -> {
            try (var connection = database.getConnection()) {
                return work.run(connection);
            }
        });
    }

    static <T> T run(String what, Statements<T> statements) {
        try {
            return statements.run();
        } catch (SQLException failed) {
            throw new DatabaseUnavailableException(
                    "the database cannot %s: %s".formatted(what, failed.getMessage()), failed);
        }
    }
}
