package io.sluice.data.batch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The disk of the database had no room for a statement, so the database has none for others either.
public final class DatabaseFullException extends DatabaseUnavailableException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DatabaseFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
