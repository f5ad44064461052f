package io.sluice.web.security;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// This service has no token for requests to other services.
public final class MissingServiceTokenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MissingServiceTokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
