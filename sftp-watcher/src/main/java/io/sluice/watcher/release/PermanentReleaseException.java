package io.sluice.watcher.release;

import java.io.Serial;

/// A validated file cannot be released, and a retry fails the same way.
final class PermanentReleaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    PermanentReleaseException(String reason) {
        super(reason);
    }
}
