package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A request to a volume failed.
public abstract sealed class VolumeException extends RuntimeException
        permits VolumeUnavailableException, VolumePathMissingException, VolumeRefusedException {
    @Serial
    private static final long serialVersionUID = 1L;

    VolumeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
