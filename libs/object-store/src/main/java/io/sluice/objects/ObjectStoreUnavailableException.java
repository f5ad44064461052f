package io.sluice.objects;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The object store did not serve a request: a transient failure.
public final class ObjectStoreUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ObjectStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
