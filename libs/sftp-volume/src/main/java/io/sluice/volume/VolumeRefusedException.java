package io.sluice.volume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The volume refused a request.
///
/// | status of SFTP | cause | permanent |
/// |---|---|---|
/// | permission denied | the rights of a file or folder | yes, until somebody changes them |
/// | bad message | a path longer than the volume takes | yes |
/// | any other | full volume, no inodes, I/O error, taken name, folder not empty | no |
///
/// SFTP has one status, "failure", for all that is not permanent. The caller that expects a taken name or a
/// full folder looks at the place; for everybody else another attempt may succeed.
public final class VolumeRefusedException extends VolumeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    /// A refusal that is not permanent.
    public VolumeRefusedException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private VolumeRefusedException(String message, @Nullable Throwable cause, boolean permanent) {
        super(message, cause);
        this.permanent = permanent;
    }

    /// A refusal for missing rights.
    public static VolumeRefusedException permissionDenied(String message, @Nullable Throwable cause) {
        return permanent(message, cause);
    }

    /// A refusal that stays until somebody repairs the volume.
    public static VolumeRefusedException permanent(String message, @Nullable Throwable cause) {
        return new VolumeRefusedException(message, cause, true);
    }

    /// Whether every attempt fails the same way.
    public boolean isPermanent() {
        return permanent;
    }
}
