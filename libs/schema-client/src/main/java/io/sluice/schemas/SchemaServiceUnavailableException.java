package io.sluice.schemas;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// schema-service gave no usable response. A transient failure.
public final class SchemaServiceUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SchemaServiceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
