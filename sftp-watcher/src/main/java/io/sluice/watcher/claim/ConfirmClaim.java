package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobId;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// Looks once more at a file that was just claimed: a client may have opened or changed it in the last
/// moment, and it must be sealed. Used by one thread.
public final class ConfirmClaim {
    private static final Logger LOG = Logger.getLogger(ConfirmClaim.class);

    private final Volume volume;
    private final Ledger ledger;
    private final Seals seals;
    private final Duration sealPatience;
    private final Ticker ticker;
    private final Map<JobId, Duration> unsealedSince = new HashMap<>();

    /// @param sealPatience how long a claimed file may stay unsealed before it is put back
    public ConfirmClaim(Volume volume, Ledger ledger, Duration sealPatience, Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.seals = new Seals(volume);
        this.sealPatience = sealPatience;
        this.ticker = ticker;
    }

    /// What is to be done with a claim.
    public enum Answer {
        /// It is as it was judged, and nobody can change it any more.
        ANNOUNCE,
        /// Somebody writes to it, or it is not sealed yet; ask again later.
        HOLD,
        /// It is not what was judged: back to where it was uploaded.
        PUT_BACK,
        /// It does not lie in `processing/` any more.
        GONE
    }

    /// To be asked after the ledger's newest lines were read.
    public Answer of(Claim claim) {
        var present = volume.stat(claim.path());
        var answer = present.map(file -> of(claim, file)).orElse(Answer.GONE);
        if (answer == Answer.ANNOUNCE) {
            answer = whenSealed(claim, present.get());
        }
        if (answer != Answer.HOLD) {
            unsealedSince.remove(claim.job().jobId());
        }
        return answer;
    }

    private Answer of(Claim claim, FileAttributes present) {
        if (!present.looksLike(claim.attributes())) {
            LOG.infof("%s changed while it was claimed, it is put back", claim.source());
            return Answer.PUT_BACK;
        }
        return claim.handles().isPresent()
                ? ofFresh(claim, present, claim.handles().get())
                : ofFound(claim, present);
    }

    private Answer whenSealed(Claim claim, FileAttributes present) {
        if (claim.handles().isEmpty() && seals.isToBeGivenBack(claim)) {
            return Answer.PUT_BACK;
        }
        if (seals.isSealed(present)) {
            return Answer.ANNOUNCE;
        }
        if (ledger.isSealRefused(claim.path())) {
            LOG.infof("%s is still open for writing, it is put back", claim.source());
            return Answer.PUT_BACK;
        }
        var now = ticker.elapsed();
        var since = unsealedSince.computeIfAbsent(claim.job().jobId(), first -> now);
        if (now.minus(since).compareTo(sealPatience) < 0) {
            return Answer.HOLD;
        }
        LOG.warnf(
                "%s was not sealed within %s, it is put back; does the door of the SFTP pod run?",
                claim.source(), sealPatience);
        return Answer.PUT_BACK;
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
        return ledger.state(claim.job().accountId(), claim.from(), present.size());
    }

    private boolean newerLies(Claim claim) {
        return volume.stat(claim.source()).isPresent();
    }

    /// Moves the file back unless a newer upload took its name; returns whether the matter is settled.
    public boolean putBack(Claim claim) {
        try {
            if (volume.stat(claim.path()).isPresent()) {
                if (!seals.isGivenBack(claim)) {
                    return false;
                }
                volume.renameUnlessTaken(claim.path(), claim.source());
            }
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
