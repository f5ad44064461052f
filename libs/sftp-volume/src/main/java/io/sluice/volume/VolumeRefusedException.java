package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The volume is there and refuses: no permission, already there, not empty, no room.
public final class VolumeRefusedException extends VolumeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public VolumeRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
