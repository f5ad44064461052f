package io.sluice.validator.job;

import java.io.Serial;

/// The broker did not confirm an event. A transient failure: consumers ignore an event that arrives twice.
public final class UnconfirmedEventException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnconfirmedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
