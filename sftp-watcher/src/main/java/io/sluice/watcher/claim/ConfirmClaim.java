package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Checks a file again right after it was claimed: a client may have opened or changed it at the last moment,
/// and the SFTP agent must have sealed it. Used by one thread.
public final class ConfirmClaim {
    private static final Log LOG = Log.of(ConfirmClaim.class);

    private final Volume volume;
    private final Ledger ledger;
    private final Seals seals;
    private final Duration sealTimeout;
    private final Ticker ticker;
    private final Map<JobId, Duration> unsealedSince = new HashMap<>();

    /// @param sealTimeout how long a claimed file may stay unsealed before it is moved back
    public ConfirmClaim(Volume volume, Ledger ledger, Duration sealTimeout, Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.seals = new Seals(volume);
        this.sealTimeout = sealTimeout;
        this.ticker = ticker;
    }

    /// What to do with a claim.
    public enum Confirmation {
        /// The file is unchanged since it was judged, and nobody can change it any more.
        ANNOUNCE,
        /// Somebody writes to the file, or it is not sealed yet; check again later.
        HOLD,
        /// The file differs from what was judged; move it back to where it was uploaded.
        PUT_BACK,
        /// The file is no longer in `processing/`.
        GONE
    }

    /// To be called after the newest lines of the ledger were read.
    public Confirmation of(Claim claim) {
        var present = volume.stat(claim.path());
        var answer = present.map(file -> of(claim, file)).orElse(Confirmation.GONE);
        if (answer == Confirmation.ANNOUNCE) {
            answer = whenSealed(claim, present.get());
        }
        if (answer != Confirmation.HOLD) {
            unsealedSince.remove(claim.job().jobId());
        }
        return answer;
    }

    private Confirmation of(Claim claim, FileAttributes present) {
        if (!present.looksLike(claim.attributes())) {
            LOG.info("an upload changed while it was claimed, it is moved back", field("path", claim.source()));
            return Confirmation.PUT_BACK;
        }
        return claim.handles().isPresent()
                ? ofFresh(claim, present, claim.handles().get())
                : ofFound(claim, present);
    }

    private Confirmation whenSealed(Claim claim, FileAttributes present) {
        if (claim.handles().isEmpty() && seals.isToBeGivenBack(claim)) {
            return Confirmation.PUT_BACK;
        }
        if (seals.isSealed(present)) {
            return Confirmation.ANNOUNCE;
        }
        if (ledger.isSealRefused(claim.path())) {
            LOG.info("a claimed upload is still open for writing, it is moved back", field("path", claim.source()));
            return Confirmation.PUT_BACK;
        }
        var now = ticker.elapsed();
        var since = unsealedSince.computeIfAbsent(claim.job().jobId(), first -> now);
        if (now.minus(since).compareTo(sealTimeout) < 0) {
            return Confirmation.HOLD;
        }
        LOG.warn(
                "a claimed upload was not sealed in time, it is moved back; is the SFTP agent running?",
                field("path", claim.source()),
                field("timeout", sealTimeout));
        return Confirmation.PUT_BACK;
    }

    /// New lines about the path concern the claimed file, unless a new upload lies there already.
    private Confirmation ofFresh(Claim claim, FileAttributes present, HandleState judged) {
        if (state(claim, present).equals(judged) || newerLies(claim)) {
            return Confirmation.ANNOUNCE;
        }
        LOG.info("an upload was opened while it was claimed, it is moved back", field("path", claim.source()));
        return Confirmation.PUT_BACK;
    }

    private Confirmation ofFound(Claim claim, FileAttributes present) {
        return switch (state(claim, present)) {
            case HandleState.Unknown() -> Confirmation.ANNOUNCE;
            case HandleState.Closed _ -> Confirmation.ANNOUNCE;
            case HandleState.Open _ -> newerLies(claim) ? Confirmation.ANNOUNCE : Confirmation.HOLD;
            case HandleState.BrokenOff _ ->
                claim.exceeded().isPresent() || newerLies(claim) ? Confirmation.ANNOUNCE : Confirmation.PUT_BACK;
        };
    }

    private HandleState state(Claim claim, FileAttributes present) {
        return ledger.state(claim.job().accountId(), claim.from(), present.size());
    }

    private boolean newerLies(Claim claim) {
        return volume.stat(claim.source()).isPresent();
    }

    /// Moves the file back unless a newer upload has its name; returns whether nothing is left to do.
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
            LOG.debug("a claimed upload cannot be moved back yet", field("path", claim.path()), cause(taken));
            return false;
        } catch (VolumePathMissingException gone) {
            LOG.warn("a claimed upload that should be moved back is gone", field("path", claim.path()), cause(gone));
            return true;
        }
    }
}
