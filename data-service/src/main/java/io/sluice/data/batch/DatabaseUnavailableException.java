package io.sluice.data.batch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The database did not serve a request: a transient failure.
public sealed class DatabaseUnavailableException extends RuntimeException permits DatabaseFullException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
