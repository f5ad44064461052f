package io.sluice.data.table;

import io.sluice.data.batch.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs statements about data sets. If they fail, the database counts as unavailable
/// ([DatabaseUnavailableException]).
public final class DataSetStatements {
    private DataSetStatements() {}

    /// Statements with a result.
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// The same on a connection that is open already.
    @FunctionalInterface
    public interface Statements<T> {
        T run() throws SQLException;
    }

    /// Opens a connection for the statements.
    ///
    /// @param what a verb with its object for the message, such as `find a snapshot`
    public static <T> T run(DataSource database, String what, Work<T> work) {
        return run(what, () -> {
            try (var connection = database.getConnection()) {
                return work.run(connection);
            }
        });
    }

    /// The same on a connection that is open already.
    public static <T> T run(String what, Statements<T> statements) {
        try {
            return statements.run();
        } catch (SQLException failed) {
            throw new DatabaseUnavailableException(
                    "the database cannot %s: %s".formatted(what, failed.getMessage()), failed);
        }
    }
}
