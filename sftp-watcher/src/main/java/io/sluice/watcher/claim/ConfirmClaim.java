package io.sluice.watcher.claim;

import io.sluice.kit.sftp.FileAttributes;
import io.sluice.kit.sftp.Volume;
import io.sluice.kit.sftp.VolumePathMissingException;
import io.sluice.kit.sftp.VolumeRefusedException;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import org.jboss.logging.Logger;

/// Looks once more at a file that was just claimed: a client may have opened or changed it in the last moment.
public final class ConfirmClaim {
    private static final Logger LOG = Logger.getLogger(ConfirmClaim.class);

    private final Volume volume;
    private final Ledger ledger;

    public ConfirmClaim(Volume volume, Ledger ledger) {
        this.volume = volume;
        this.ledger = ledger;
    }

    /// What is to be done with a claim.
    public enum Answer {
        /// It is as it was judged.
        ANNOUNCE,
        /// Somebody writes to it; ask again later.
        HOLD,
        /// It is not what was judged: back to where it was uploaded.
        PUT_BACK,
        /// It does not lie in `processing/` any more.
        GONE
    }

    /// To be asked after the ledger's newest lines were read.
    public Answer of(Claim claim) {
        var present = volume.stat(claim.path());
        if (present.isEmpty()) {
            return Answer.GONE;
        }
        if (!present.get().looksLike(claim.attributes())) {
            LOG.infof("%s changed while it was claimed, it is put back", claim.source());
            return Answer.PUT_BACK;
        }
        return claim.handles().isPresent()
                ? ofFresh(claim, present.get(), claim.handles().get())
                : ofFound(claim, present.get());
    }

    /// New lines about the path speak of the claimed file, unless a new upload lies there already.
    private Answer ofFresh(Claim claim, FileAttributes present, HandleState judged) {
        if (state(claim, present).equals(judged) || newerLies(claim)) {
            return Answer.ANNOUNCE;
        }
        LOG.infof("%s was opened while it was claimed, it is put back", claim.source());
        return Answer.PUT_BACK;
    }

    private Answer ofFound(Claim claim, FileAttributes present) {
        return switch (state(claim, present)) {
            case HandleState.Unknown() -> Answer.ANNOUNCE;
            case HandleState.Closed _ -> Answer.ANNOUNCE;
            case HandleState.Open _ -> newerLies(claim) ? Answer.ANNOUNCE : Answer.HOLD;
            case HandleState.BrokenOff _ ->
                claim.exceeded().isPresent() || newerLies(claim) ? Answer.ANNOUNCE : Answer.PUT_BACK;
        };
    }

    private HandleState state(Claim claim, FileAttributes present) {
        return ledger.state(claim.job().accuid(), claim.from(), present.size());
    }

    private boolean newerLies(Claim claim) {
        return volume.stat(claim.source()).isPresent();
    }

    /// Moves the file back unless a newer upload took its name; returns whether the matter is settled.
    public boolean putBack(Claim claim) {
        try {
            volume.renameUnlessTaken(claim.path(), claim.source());
            ClaimFolder.remove(volume, claim.folder());
            return true;
        } catch (VolumeRefusedException taken) {
            LOG.debugf("%s cannot be put back yet: %s", claim.path(), taken.getMessage());
            return false;
        } catch (VolumePathMissingException gone) {
            LOG.warnf("%s is not there any more to be put back: %s", claim.path(), gone.getMessage());
            return true;
        }
    }
}
