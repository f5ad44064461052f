package io.sluice.archive;

import java.io.Serial;

/// Bytes are not what they should be: on the volume, or as they came back from the object store.
public final class ArchiveMismatchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ArchiveMismatchException(String message) {
        super(message);
    }
}
