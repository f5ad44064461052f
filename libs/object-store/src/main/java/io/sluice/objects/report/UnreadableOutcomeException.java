package io.sluice.objects.report;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The stored outcome of a job cannot be read as one: its object was damaged, or another version wrote it.
public final class UnreadableOutcomeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnreadableOutcomeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
