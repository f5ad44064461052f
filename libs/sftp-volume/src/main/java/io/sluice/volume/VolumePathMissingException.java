package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Nothing lies at the path.
public final class VolumePathMissingException extends VolumeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public VolumePathMissingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
