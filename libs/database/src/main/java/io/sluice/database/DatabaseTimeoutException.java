package io.sluice.database;

import io.smallrye.mutiny.TimeoutException;
import java.io.Serial;
import java.time.Duration;

/// The database did not answer in time; the call may have taken effect all the same.
public final class DatabaseTimeoutException extends TimeoutException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String message;

    DatabaseTimeoutException(String what, Duration timeout) {
        this.message = "the database gave no answer within %d s: %s".formatted(timeout.toSeconds(), what);
    }

    @Override
    public String getMessage() {
        return message;
    }
}
