package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;

/// Moves a claimed file back to where it was uploaded. Where a newer upload has its name it goes beside it,
/// under a name that is never claimed: so it is not lost, and no old version follows a newer one.
///
/// | the process dies after | on the volume | what the next one does |
/// |---|---|---|
/// | the agent was asked to give the file back | the file, a note for the agent | sees the note and goes on |
/// | the file moved back | a folder with notes | removes it ([FindClaims]) |
///
/// Used by one thread.
public final class ReturnClaim {
    private static final Log LOG = Log.of(ReturnClaim.class);

    private final Volume volume;
    private final Seals seals;

    public ReturnClaim(Volume volume) {
        this.volume = volume;
        this.seals = new Seals(volume);
    }

    /// @return whether nothing is left to do; if not, call again later
    /// @throws VolumeRefusedException when the volume refuses the move
    boolean putBack(Claim claim) {
        try {
            if (volume.stat(claim.path()).isPresent()) {
                if (!seals.isGivenBack(claim)) {
                    return false;
                }
                moveBack(claim);
            }
            ClaimFolder.remove(volume, claim.folder());
            return true;
        } catch (VolumePathMissingException gone) {
            LOG.warn("a claimed upload that should be moved back is gone", field("path", claim.path()), cause(gone));
            return true;
        }
    }

    private void moveBack(Claim claim) {
        if (!newerLies(claim)) {
            try {
                volume.renameUnlessTaken(claim.path(), claim.source());
                return;
            } catch (VolumeRefusedException takenInThatMoment) {
                if (!newerLies(claim)) {
                    throw takenInThatMoment;
                }
            }
        }
        LOG.info(
                "a newer upload has the name of one that is moved back, it goes beside it",
                field("path", claim.source()),
                field("target", claim.aside()));
        volume.renameUnlessTaken(claim.path(), claim.aside());
    }

    private boolean newerLies(Claim claim) {
        return volume.stat(claim.source()).isPresent();
    }
}
