package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The volume cannot be reached now; a later retry may succeed. The requested change may have been made or
/// not.
public final class VolumeUnavailableException extends VolumeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public VolumeUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
