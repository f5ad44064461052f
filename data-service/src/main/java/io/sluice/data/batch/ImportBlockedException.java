package io.sluice.data.batch;

import java.io.Serial;

/// An import cannot go on now, although nothing is wrong with its batch and no dependency is unavailable:
/// others have what it needs.
public final class ImportBlockedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ImportBlockedException(String message) {
        super(message);
    }
}
