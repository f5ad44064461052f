package io.sluice.watcher.claim;

import io.sluice.volume.VolumeUnavailableException;
import java.io.Serial;

/// The connection failed during the rename of a claim; the file may have been moved or not.
public final class ClaimUncertainException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Claim claim;

    ClaimUncertainException(Claim claim, VolumeUnavailableException cause) {
        super("it is unknown whether %s was claimed: %s".formatted(claim.source(), cause.getMessage()), cause);
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }
}
