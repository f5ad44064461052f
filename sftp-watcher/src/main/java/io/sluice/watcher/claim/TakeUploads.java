package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.scan.Candidate;
import io.sluice.watcher.scan.ScanAccounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Claims what a scan found, confirms and announces it, and continues what an earlier cycle left open.
///
/// Used by one thread.
public final class TakeUploads {
    private static final Log LOG = Log.of(TakeUploads.class);
    private static final int AT_ONCE = 100;

    /// With so many claims on the way nothing new is claimed: the uploads wait where their tenants see them.
    private static final int MOST_OPEN = 200;

    private final Outages outages = new Outages(LOG);
    private final ScanAccounts scan;
    private final LedgerTail ledger;
    private final JobIds ids;
    private final ClaimUpload claim;
    private final ConfirmClaim confirm;
    private final ClaimLog log;
    private final AnnounceClaims announce;
    private final Recovery recovery;
    private final Ticker ticker;
    private Optional<Duration> recoveredAt = Optional.empty();
    private Optional<String> hindrance = Optional.empty();
    private long taken;

    public TakeUploads(
            ScanAccounts scan,
            LedgerTail ledger,
            JobIds ids,
            ClaimUpload claim,
            ConfirmClaim confirm,
            ClaimLog log,
            AnnounceClaims announce,
            Recovery recovery,
            Ticker ticker) {
        this.scan = scan;
        this.ledger = ledger;
        this.ids = ids;
        this.claim = claim;
        this.confirm = confirm;
        this.log = log;
        this.announce = announce;
        this.recovery = recovery;
        this.ticker = ticker;
    }

    /// How claims of other processes, and claims without an end, are found and continued.
    ///
    /// @param interval between two searches
    /// @param timeout how long a claim lies in `processing/` before it is announced again
    public record Recovery(RecoverClaims search, EndClaim end, Duration interval, Duration timeout) {}

    /// Uploads claimed and confirmed by this process.
    public long taken() {
        return taken;
    }

    /// Claims that are not yet published or back at their tenant.
    public int open() {
        return log.size();
    }

    /// Why the volume refused the latest claim; empty when it took it.
    public Optional<String> hindrance() {
        return hindrance;
    }

    /// Continues every claim of earlier cycles and of watchers that died, as far as possible now.
    public void settle() {
        var due = recoveredAt.map(at -> ticker.elapsed().minus(at).compareTo(recovery.interval()) >= 0);
        if (due.orElse(true)) {
            recover();
        }
        advance();
    }

    /// At the start every claim is announced, because this process may have died before it was. That does not
    /// count: a watcher that is restarted often must end no claim.
    private void recover() {
        var starts = recoveredAt.isEmpty();
        recovery.end().startSearch();
        for (var lost : recovery.search().find(log::holds, starts ? Duration.ZERO : recovery.timeout())) {
            if (starts || recovery.end().isToBeAnnounced(lost)) {
                LOG.info("a claim is announced again", job(lost.job()));
                log.set(lost, unconfirmed());
            }
        }
        recoveredAt = Optional.of(ticker.elapsed());
    }

    private ClaimState unconfirmed() {
        return new ClaimState.Unconfirmed(ticker.elapsed());
    }

    /// Claims complete uploads in the given order.
    public void take(List<Candidate> due) {
        hindrance = Optional.empty();
        for (int from = 0; from < due.size() && log.size() < MOST_OPEN && hindrance.isEmpty(); from += AT_ONCE) {
            claimSome(due.subList(from, Math.min(due.size(), from + AT_ONCE)));
        }
        hindrance.ifPresentOrElse(
                reason -> outages.report(
                        "volume",
                        "the volume refuses claims, complete uploads wait; is it full?",
                        field("waiting", due.size()),
                        field("cause", reason)),
                () -> outages.over("volume", "the volume takes claims again"));
    }

    private void claimSome(List<Candidate> candidates) {
        ledger.read();
        var jobs = newJobs(candidates.size()).iterator();
        for (var candidate : candidates) {
            if (hindrance.isEmpty() && !log.holdsDay(candidate.day()) && scan.stillDue(candidate)) {
                claimOne(candidate, jobs.next());
            }
        }
        ledger.read();
        advance();
    }

    private List<JobId> newJobs(int count) {
        try {
            return ids.next(count);
        } catch (VolumeRefusedException refused) {
            hindrance = Optional.of(String.valueOf(refused.getMessage()));
            return List.of();
        }
    }

    private void claimOne(Candidate candidate, JobId job) {
        try {
            switch (claim.claim(candidate, job)) {
                case ClaimResult.Taken(var claimed) -> {
                    outages.over(candidate.volumePath(), "an upload could be claimed at last", job(claimed.job()));
                    log.set(claimed, unconfirmed());
                    scan.taken(candidate);
                }
                case ClaimResult.NotThere() -> scan.changed(candidate);
                case ClaimResult.Refused(var reason) -> {
                    outages.report(
                            candidate.volumePath(),
                            "an upload cannot be claimed, tried again in each cycle; may the service user move it?",
                            field("path", candidate.volumePath()),
                            field("cause", reason));
                    scan.refused(candidate);
                }
                case ClaimResult.Hindered(var reason) -> {
                    hindrance = Optional.of(reason);
                    scan.changed(candidate);
                }
            }
        } catch (ClaimUncertainException unknown) {
            log.set(unknown.claim(), new ClaimState.Uncertain());
            scan.taken(candidate);
            throw unknown;
        }
    }

    /// Moves every claim on as far as possible, then publishes the confirmed ones.
    private void advance() {
        for (var entry : log.entries()) {
            switch (entry.state()) {
                case ClaimState.Uncertain() -> resolve(entry.claim());
                case ClaimState.Unconfirmed(var since) -> confirm(entry.claim(), since);
                case ClaimState.Returning() -> putBack(entry.claim());
                case ClaimState.Confirmed() -> {}
            }
        }
        announce.announce();
    }

    private void resolve(Claim claimed) {
        if (claim.wasMade(claimed)) {
            log.set(claimed, unconfirmed());
        } else {
            claim.removeFolder(claimed);
            log.end(claimed);
        }
    }

    private void confirm(Claim claimed, Duration since) {
        switch (confirm.of(claimed, since)) {
            case ANNOUNCE -> {
                log.set(claimed, new ClaimState.Confirmed());
                taken++;
                scan.claimed(claimed.job().accountId(), claimed.from(), claimed.judged());
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

    private void putBack(Claim claimed) {
        if (confirm.putBack(claimed)) {
            log.end(claimed);
        }
        scan.lookAgain(claimed.job().accountId());
    }
}
