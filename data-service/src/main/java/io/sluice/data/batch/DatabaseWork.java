package io.sluice.data.batch;

import java.sql.SQLException;
import java.util.regex.Pattern;

/// Runs statements and turns their failures into sentences.
///
/// | SQLSTATE | means | exception |
/// |---|---|---|
/// | none, 08 (connection), 40 (rolled back) | unavailable | [DatabaseUnavailableException] |
/// | 57P01 to 57P05 (it stops or starts), 25006 (a standby) | the same | the same |
/// | 58 (its disk), 53 (resources) but those below | the same | the same |
/// | 53100 | its disk is full | [DatabaseFullException] |
/// | 55P03 | another import has the lock | [ImportBlockedException] |
/// | 57014 | the statement took too long | [StatementTooLongException] |
/// | 53200 (memory), 53400 (a limit), another | the batch may be the cause | `IllegalStateException` |
final class DatabaseWork {
    private static final Pattern TRANSIENT = Pattern.compile("08...|25006|40...|53(?!200|400)...|57P0[1-5]|58...");
    private static final String FULL = "53100";
    private static final String LOCKED = "55P03";
    private static final String CANCELED = "57014";

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
            throw meaning("the database cannot %s: %s".formatted(what, failed.getMessage()), failed);
        }
    }

    private static RuntimeException meaning(String message, SQLException failed) {
        var state = failed.getSQLState();
        if (FULL.equals(state)) {
            return new DatabaseFullException(message, failed);
        }
        if (state == null || TRANSIENT.matcher(state).matches()) {
            return new DatabaseUnavailableException(message, failed);
        }
        return switch (state) {
            case LOCKED -> new ImportBlockedException("another batch of the same sources is at work");
            case CANCELED -> new StatementTooLongException(message, failed);
            default -> new IllegalStateException(message, failed);
        };
    }
}
