package io.sluice.events.delivery;

import java.io.Serial;

/// The reason for which an event goes to the dead letters, as its message.
final class PermanentFailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    PermanentFailureException(String reason) {
        super(reason);
    }
}
