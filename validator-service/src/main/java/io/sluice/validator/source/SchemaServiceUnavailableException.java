package io.sluice.validator.source;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// schema-service did not say what the source's schema is; trying again later may help.
public final class SchemaServiceUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SchemaServiceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
