package io.sluice.batch.upload;

import java.io.IOException;
import java.io.Serial;

/// The store took nothing of a body for too long.
final class StorePausedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StorePausedException(String message) {
        super(message);
    }
}
