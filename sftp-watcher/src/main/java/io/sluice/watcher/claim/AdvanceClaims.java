package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.scan.UploadNews;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Moves every claim of the [ClaimLog] on as far as it can go now. The log dies with the process; the volume
/// says how far a claim was:
///
/// | the process dies | on the volume | what the next one does |
/// |---|---|---|
/// | before the file is confirmed | the file, not sealed, or sealed by the agent | confirms it ([ConfirmClaim]) |
/// | before the event is published | the file, sealed | confirms and announces it |
/// | before the broker has answered | the same | announces it; consumers know the job id |
/// | before a file returns | the file, with a note for the agent where it is sealed | puts it back ([ReturnClaim]) |
/// | after the file returned | an empty folder | removes it ([FindClaims]) |
///
/// A claim that the volume denies to go on holds up no other; [RecoverClaims] ends it. For one thread.
public final class AdvanceClaims {
    private static final Log LOG = Log.of(AdvanceClaims.class);

    private final Outages outages = new Outages(LOG);
    private final ClaimUpload claim;
    private final ConfirmClaim confirm;
    private final ReturnClaim returns;
    private final AnnounceClaims announce;
    private final ClaimLog log;
    private final Ledger ledger;
    private final Map<JobId, AccountId> denied = new HashMap<>();
    private long confirmed;

    public AdvanceClaims(
            ClaimUpload claim,
            ConfirmClaim confirm,
            ReturnClaim returns,
            AnnounceClaims announce,
            ClaimLog log,
            Ledger ledger) {
        this.claim = claim;
        this.confirm = confirm;
        this.returns = returns;
        this.announce = announce;
        this.log = log;
        this.ledger = ledger;
    }

    /// Claims that were confirmed by this process.
    long confirmed() {
        return confirmed;
    }

    /// How long the oldest claim has waited until its event is published or its file is back; zero without
    /// one. A claim that the volume denies to go on does not count: only its own tenant misses it.
    Duration unpublished() {
        return log.oldest(claim -> !denied.containsKey(claim.job().jobId()));
    }

    /// The accounts of the claims that the volume denies to go on.
    Set<AccountId> denied() {
        return Set.copyOf(denied.values());
    }

    /// To be called after the newest lines of the ledger were read.
    void advance() {
        denied.clear();
        confirm.beginCycle();
        for (var entry : log.entries()) {
            try {
                advance(entry.claim(), entry.state());
            } catch (VolumeUnavailableException broken) {
                throw broken;
            } catch (RuntimeException refused) {
                if (!(refused instanceof VolumeRefusedException known) || known.isPermanent()) {
                    denied.put(entry.claim().job().jobId(), entry.claim().job().accountId());
                }
                outages.report(
                        entry.claim().path(),
                        "a claim cannot go on, tried again in each cycle; may the service user use its folders?",
                        job(entry.claim().job()),
                        cause(refused));
            }
        }
        announce.announce();
    }

    private void advance(Claim claimed, ClaimState state) {
        switch (state) {
            case ClaimState.Uncertain() -> claim.resolve(claimed);
            case ClaimState.Unconfirmed(var since) -> confirm(claimed, since);
            case ClaimState.Returning() -> putBack(claimed);
            case ClaimState.Confirmed() -> {}
        }
    }

    private void confirm(Claim claimed, Duration since) {
        switch (confirm.of(claimed, since)) {
            case ANNOUNCE -> {
                log.set(claimed, new ClaimState.Confirmed());
                outages.over(claimed.path(), "a claim goes on", job(claimed.job()));
                confirmed++;
                claimed.judged().ifPresent(then -> noteInLedger(claimed, then));
            }
            case HOLD -> LOG.debug("a claim waits for its writer or its seal", job(claimed.job()));
            case PUT_BACK -> {
                log.set(claimed, new ClaimState.Returning());
                putBack(claimed);
            }
            case GONE -> {
                log.end(claimed);
                LOG.warn(
                        "a claimed file disappeared before it was announced",
                        job(claimed.job()),
                        field("path", claimed.path()));
            }
        }
    }

    private void noteInLedger(Claim claimed, Claim.Judged then) {
        var account = claimed.job().accountId();
        if (then.handles() instanceof HandleState.Unknown) {
            var event = claimed.event();
            ledger.claimedUnmentioned(account, then.firstSeen(), event.claimedAt(), event.size());
        }
        // The next lines about the path belong to a new upload.
        ledger.claimed(account, claimed.from(), then.handles());
    }

    private void putBack(Claim claimed) {
        if (returns.putBack(claimed)) {
            log.end(claimed);
            outages.over(claimed.path(), "a claim goes on", job(claimed.job()));
        }
        log.report(new UploadNews.Returning(claimed.job().accountId(), claimed.from()));
    }
}
