package io.sluice.archive;

import java.io.Serial;

/// The bytes on the volume, or those read back from the object store, differ from the expected ones.
public final class ArchiveMismatchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ArchiveMismatchException(String message) {
        super(message);
    }
}
