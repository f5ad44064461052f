package io.sluice.data.batch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Runs statements and turns their failures into sentences.
///
/// | SQLSTATE | means |
/// |---|---|
/// | class 22, 23, 42 or 54: the database refuses a value, a statement or a size | an unexpected failure: every attempt
/// fails the same way |
/// | 57014: it took too long | the same |
/// | another, or none | the database is unavailable |
final class DatabaseWork {
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
            if (isRefusal(failed.getSQLState())) {
                throw new IllegalStateException(message, failed);
            }
            throw new DatabaseUnavailableException(message, failed);
        }
    }

    private static boolean isRefusal(@Nullable String state) {
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42")
                        || state.startsWith("54")
                        || state.equals("57014"));
    }
}
