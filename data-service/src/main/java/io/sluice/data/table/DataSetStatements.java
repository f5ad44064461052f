package io.sluice.data.table;

import io.sluice.data.batch.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/// Runs statements about data sets. If they fail, the database counts as unavailable
/// ([DatabaseUnavailableException]).
public final class DataSetStatements {
    /// Of a database whose host vanished. A caller that waits has given up long before its connection would
    /// break, and its place would not be free for others. No swap is silent for so long.
    static final Duration SILENCE = Duration.ofSeconds(30);

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

    /// Opens a connection for the statements. It breaks when the database is silent for 30 s.
    ///
    /// @param what a verb with its object for the message, such as `find a snapshot`
    public static <T> T run(DataSource database, String what, Work<T> work) {
        return run(database, what, SILENCE, work);
    }

    /// The same for statements that may take longer, or less.
    ///
    /// @param silence of the database, after which the connection breaks
    public static <T> T run(DataSource database, String what, Duration silence, Work<T> work) {
        return run(what, () -> {
            try (var connection = database.getConnection()) {
                var usual = connection.getNetworkTimeout();
                connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
                try {
                    return work.run(connection);
                } finally {
                    giveBack(connection, usual);
                }
            }
        });
    }

    /// Others use the connection for what takes long.
    private static void giveBack(Connection connection, int silence) {
        try {
            connection.setNetworkTimeout(Runnable::run, silence);
        } catch (SQLException _) {
            // It is broken, which whoever used it knows.
        }
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
