package io.sluice.archive;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The object store has no object under a key.
public final class ObjectMissingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ObjectMissingException(String key, @Nullable Throwable cause) {
        super("there is no object " + key, cause);
    }
}
