package io.sluice.validator.claim;

import java.io.Serial;

/// Why a claim went to the dead letters; the message is the reason.
final class HopelessClaimException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    HopelessClaimException(String reason) {
        super(reason);
    }
}
