package io.sluice.data.batch;

import java.io.Serial;

/// The database ended a statement that took longer than it may.
final class StatementTooLongException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StatementTooLongException(String message, Throwable cause) {
        super(message, cause);
    }
}
