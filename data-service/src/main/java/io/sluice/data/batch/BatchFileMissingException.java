package io.sluice.data.batch;

import java.io.Serial;

/// The object of a batch is not there.
public final class BatchFileMissingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BatchFileMissingException(String key) {
        super("the object store has no object %s".formatted(key));
    }
}
