package io.sluice.database;

import java.time.Duration;

/// The database did not answer in time.
public final class DatabaseTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseTimeoutException(String what, Duration limit) {
        super("the database gave no answer within %d s: %s".formatted(limit.toSeconds(), what));
    }
}
