package io.sluice.database;

import io.sluice.events.UnreadableEventException;
import io.vertx.sqlclient.DatabaseException;
import org.jspecify.annotations.Nullable;

/// Tells failures that another try does not mend from outages.
final class Refusals {
    private Refusals() {}

    /// True for unreadable events and for values that the database refuses (SQLSTATE classes 22, data, and
    /// 23, constraints).
    static boolean areFinal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEventException
                    || (cause instanceof DatabaseException refusal && isAboutValues(refusal.getSqlState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutValues(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }
}
