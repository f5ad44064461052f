package io.sluice.data.batch;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs statements and turns their failures into sentences.
///
/// | SQLSTATE | means |
/// |---|---|
/// | none, class 08 (connection) or 40 (rolled back), 53300, 55P03, 57P01 to 57P05 (the server stops or starts) | the
/// database is unavailable |
/// | another, such as a refused value, a full disk or a statement that takes too long | an unexpected failure: the
/// batch may be its cause |
final class DatabaseWork {
    /// The connection is gone.
    static final String UNAVAILABLE = "08006";

    private static final Pattern TRANSIENT = Pattern.compile("08...|40...|53300|55P03|57P0[1-5]");

    private DatabaseWork() {}

    /// Statements with a result.
    @FunctionalInterface
    interface Statements<T> {
        T run() throws SQLException;
    }

    /// @param what a verb with its object, such as `note an attempt`
    static <T> T run(String what, Statements<T> statements) {
        try {
            return statements.run();
        } catch (SQLException failed) {
            var message = "the database cannot %s: %s".formatted(what, failed.getMessage());
            if (isTransient(failed.getSQLState())) {
                throw new DatabaseUnavailableException(message, failed);
            }
            throw new IllegalStateException(message, failed);
        }
    }

    private static boolean isTransient(@Nullable String state) {
        return state == null || TRANSIENT.matcher(state).matches();
    }
}
