package io.sluice.database;

import io.sluice.events.UnreadableEventException;
import io.vertx.sqlclient.DatabaseException;
import org.jspecify.annotations.Nullable;

/// Decides whether work with the database can succeed when it is tried again.
///
/// | failure, or one of its causes | kind |
/// |---|---|
/// | SQLSTATE class 22 (data) or 23 (constraint): the database refuses a value | permanent |
/// | [UnreadableEventException] | permanent |
/// | anything else, e.g. a refused connection or a server that shuts down | transient |
final class PermanentFailures {
    private PermanentFailures() {}

    static boolean isPermanent(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEventException
                    || (cause instanceof DatabaseException refused && refusesAValue(refused.getSqlState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean refusesAValue(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }
}
