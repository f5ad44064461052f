package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The volume refused a request: permission denied, name taken, folder not empty or disk full.
public final class VolumeRefusedException extends VolumeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public VolumeRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
