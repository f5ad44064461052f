package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import java.time.Duration;

/// Checks a file again right after it was claimed: a client may have opened or changed it at the last moment,
/// and the SFTP agent must have sealed it. Used by one thread.
public final class ConfirmClaim {
    private static final Log LOG = Log.of(ConfirmClaim.class);

    /// The SFTP agent publishes a request within 200 ms.
    private static final Duration LINES_FOLLOW_WITHIN = Duration.ofSeconds(1);

    private final Volume volume;
    private final Ledger ledger;
    private final JobOutcomes outcomes;
    private final Seals seals;
    private final Duration sealTimeout;
    private final Ticker ticker;
    private boolean storeAnswers = true;

    /// @param sealTimeout how long a claimed file may stay unsealed, or open, before it is moved back
    public ConfirmClaim(Volume volume, Ledger ledger, JobOutcomes outcomes, Duration sealTimeout, Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.seals = new Seals(volume);
        this.sealTimeout = sealTimeout;
        this.ticker = ticker;
    }

    /// The object store is asked again in each cycle, but not for each claim while it does not answer.
    void beginCycle() {
        storeAnswers = true;
    }

    /// What to do with a claim.
    enum Confirmation {
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
    ///
    /// @param since when this process took the claim up
    Confirmation of(Claim claim, Duration since) {
        var present = volume.stat(claim.path());
        return present.map(file -> of(claim, file, since)).orElse(Confirmation.GONE);
    }

    private Confirmation of(Claim claim, FileAttributes present, Duration since) {
        if (!present.looksLike(claim.attributes())) {
            LOG.info("an upload changed while it was claimed, it is moved back", field("path", claim.source()));
            return Confirmation.PUT_BACK;
        }
        var byLedger = claim.judged()
                .map(judged -> ofFresh(claim, present, judged.handles(), since))
                .orElseGet(() -> ofFound(claim, present, since));
        return byLedger == Confirmation.ANNOUNCE ? whenSealed(claim, present, since) : byLedger;
    }

    private Confirmation whenSealed(Claim claim, FileAttributes present, Duration since) {
        if (claim.judged().isEmpty() && seals.isToBeGivenBack(claim)) {
            return Confirmation.PUT_BACK;
        }
        if (seals.isSealed(present)) {
            return Confirmation.ANNOUNCE;
        }
        if (ledger.isSealRefused(claim.path())) {
            LOG.info("a claimed upload is still open for writing, it is moved back", field("path", claim.source()));
            return Confirmation.PUT_BACK;
        }
        if (passedSince(since).compareTo(sealTimeout) < 0 || newerLies(claim)) {
            return Confirmation.HOLD;
        }
        LOG.warn(
                "a claimed upload was not sealed in time, it is moved back; is the SFTP agent running?",
                field("path", claim.source()),
                field("timeout", sealTimeout));
        return Confirmation.PUT_BACK;
    }

    /// New lines about the path may concern the claimed file, or a new upload under its name. Only handles
    /// can change a claimed file: its tenant can no longer remove or rename it.
    ///
    /// | the ledger now says of the path | then |
    /// |---|---|
    /// | the same as before the claim, or nothing | the claimed file is unchanged |
    /// | something else, and a new upload lies there | it concerns that one |
    /// | something else, and nothing lies there | wait: the line of its removal may follow |
    /// | the same after a second | somebody opened the claimed file |
    private Confirmation ofFresh(Claim claim, FileAttributes present, HandleState judged, Duration since) {
        var now = state(claim, present);
        if (now.equals(judged) || now instanceof HandleState.Unknown || newerLies(claim)) {
            return Confirmation.ANNOUNCE;
        }
        if (passedSince(since).compareTo(LINES_FOLLOW_WITHIN) < 0) {
            return Confirmation.HOLD;
        }
        LOG.info("an upload was opened while it was claimed, it is moved back", field("path", claim.source()));
        return Confirmation.PUT_BACK;
    }

    private Duration passedSince(Duration since) {
        return ticker.elapsed().minus(since);
    }

    /// Nobody knows how a claim was judged that was found after a restart. What the ledger says of its path
    /// may concern a later upload of that name; a new file there, or a validator at work, proves that.
    ///
    /// | the ledger says of the path | then |
    /// |---|---|
    /// | nothing, or a clean close | the claimed file is complete |
    /// | an open handle, and the file is sealed | the handle is on another file |
    /// | an open handle, and the server has no seals | wait for its close, at most the timeout |
    /// | broken off, over a limit or confirmed by an administrator | the claimed file was judged so |
    /// | broken off | the claimed file is incomplete |
    /// | one of these two, and the object store, which knows the validator, is unavailable | wait for it |
    private Confirmation ofFound(Claim claim, FileAttributes present, Duration since) {
        try {
            return ofFound(claim, state(claim, present), since);
        } catch (ObjectStoreUnavailableException unavailable) {
            storeAnswers = false;
            LOG.debug("a claim waits for the object store", job(claim.job()), cause(unavailable));
            return Confirmation.HOLD;
        }
    }

    private Confirmation ofFound(Claim claim, HandleState state, Duration since) {
        return switch (state) {
            case HandleState.Unknown() -> Confirmation.ANNOUNCE;
            case HandleState.Closed _ -> Confirmation.ANNOUNCE;
            case HandleState.Open _ ->
                seals.proveClosed() || concernsAnotherFile(claim) ? Confirmation.ANNOUNCE : ofFoundOpen(claim, since);
            case HandleState.BrokenOff broken ->
                claim.event().exceeded().isPresent() || broken.mayBeWhole() || concernsAnotherFile(claim)
                        ? Confirmation.ANNOUNCE
                        : Confirmation.PUT_BACK;
        };
    }

    private Confirmation ofFoundOpen(Claim claim, Duration since) {
        if (passedSince(since).compareTo(sealTimeout) < 0) {
            return Confirmation.HOLD;
        }
        LOG.info("a claimed upload stays open for writing, it is moved back", field("path", claim.source()));
        return Confirmation.PUT_BACK;
    }

    private boolean concernsAnotherFile(Claim claim) {
        if (newerLies(claim)) {
            return true;
        }
        if (!storeAnswers) {
            throw new ObjectStoreUnavailableException("the object store did not answer for an earlier claim", null);
        }
        return outcomes.isBegun(claim.job());
    }

    private HandleState state(Claim claim, FileAttributes present) {
        return ledger.state(claim.job().accountId(), claim.from(), present.size());
    }

    private boolean newerLies(Claim claim) {
        return volume.stat(claim.source()).isPresent();
    }
}
