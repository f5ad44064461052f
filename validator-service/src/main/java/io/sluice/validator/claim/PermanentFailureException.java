package io.sluice.validator.claim;

import java.io.Serial;

/// The reason for which a claim goes to the dead letters, as its message.
final class PermanentFailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    PermanentFailureException(String reason) {
        super(reason);
    }
}
