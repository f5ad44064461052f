package io.sluice.data.batch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The database did not serve a request: a transient failure.
public final class DatabaseUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
