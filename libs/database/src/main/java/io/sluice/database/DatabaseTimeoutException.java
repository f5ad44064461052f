package io.sluice.database;

import java.io.Serial;
import java.time.Duration;

/// The database did not answer in time; the call may have taken effect all the same.
public final class DatabaseTimeoutException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseTimeoutException(String what, Duration timeout) {
        super("the database gave no answer within %d s: %s".formatted(timeout.toSeconds(), what));
    }
}
