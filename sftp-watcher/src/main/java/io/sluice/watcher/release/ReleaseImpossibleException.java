package io.sluice.watcher.release;

import java.io.Serial;

/// A judged file cannot be put in its place, and trying again does not help.
final class ReleaseImpossibleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ReleaseImpossibleException(String reason) {
        super(reason);
    }
}
