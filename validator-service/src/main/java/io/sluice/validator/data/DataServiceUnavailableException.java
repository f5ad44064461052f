package io.sluice.validator.data;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// data-service gave no usable response. A transient failure.
public final class DataServiceUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DataServiceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
