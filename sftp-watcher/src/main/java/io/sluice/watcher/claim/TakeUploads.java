package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobId;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.scan.Candidate;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Claims what a scan found, confirms and announces it, and settles what an earlier round left open.
///
/// Nothing new is claimed while a claim waits to be announced: uploads then wait where their tenants see
/// them. Used by one thread.
public final class TakeUploads {
    private static final Logger LOG = Logger.getLogger(TakeUploads.class);
    private static final int AT_ONCE = 100;

    private final ScanAccounts scan;
    private final LedgerTail ledger;
    private final ClaimUpload claim;
    private final ConfirmClaim confirm;
    private final AnnounceClaims announce;
    private final RecoverClaims recover;
    private final RecoveryTimes times;
    private final Ticker ticker;
    private final List<Claim> uncertain = new ArrayList<>();
    private final List<Claim> unconfirmed = new ArrayList<>();
    private final List<Claim> returning = new ArrayList<>();
    private Optional<Duration> recoveredAt = Optional.empty();
    private long taken;

    public TakeUploads(
            ScanAccounts scan,
            LedgerTail ledger,
            ClaimUpload claim,
            ConfirmClaim confirm,
            AnnounceClaims announce,
            RecoverClaims recover,
            RecoveryTimes times,
            Ticker ticker) {
        this.scan = scan;
        this.ledger = ledger;
        this.claim = claim;
        this.confirm = confirm;
        this.announce = announce;
        this.recover = recover;
        this.times = times;
        this.ticker = ticker;
    }

    /// How often and how patiently claims of others are looked for.
    ///
    /// @param patience how long a claim lies in `processing/` before it is announced once more
    public record RecoveryTimes(Duration interval, Duration patience) {}

    /// Uploads claimed and confirmed by this process.
    public long taken() {
        return taken;
    }

    /// Brings every claim of former rounds, or of watchers that died, as far as it goes now.
    public void settle() {
        var due = recoveredAt.map(at -> ticker.elapsed().minus(at).compareTo(times.interval()) >= 0);
        if (due.orElse(true)) {
            recover(recoveredAt.isEmpty() ? Duration.ZERO : times.patience());
        }
        for (var claimed : List.copyOf(uncertain)) {
            if (claim.wasMade(claimed)) {
                unconfirmed.add(claimed);
            } else {
                claim.removeFolder(claimed);
            }
            uncertain.remove(claimed);
        }
        returning.removeIf(confirm::putBack);
        confirmAll();
    }

    private void recover(Duration patience) {
        var found = recover.find(this::isAtWork, patience);
        found.forEach(lost -> LOG.infof(
                "a claim is announced again, jobId=%s accountId=%s fileName=%s",
                lost.job().jobId(), lost.job().accountId(), lost.job().fileName()));
        unconfirmed.addAll(found);
        recoveredAt = Optional.of(ticker.elapsed());
    }

    private boolean isAtWork(JobId job) {
        return announce.holds(job) || isAmong(uncertain, job) || isAmong(unconfirmed, job) || isAmong(returning, job);
    }

    private static boolean isAmong(List<Claim> claims, JobId job) {
        return claims.stream().anyMatch(claim -> claim.job().jobId().equals(job));
    }

    /// Takes complete uploads in the given order.
    public void take(List<Candidate> due) {
        for (int from = 0; from < due.size() && announce.isDone(); from += AT_ONCE) {
            claimSome(due.subList(from, Math.min(due.size(), from + AT_ONCE)));
        }
    }

    private void claimSome(List<Candidate> candidates) {
        ledger.read();
        for (var candidate : candidates) {
            if (scan.stillDue(candidate)) {
                claimOne(candidate);
            }
        }
        ledger.read();
        confirmAll();
    }

    private void claimOne(Candidate candidate) {
        try {
            switch (claim.claim(candidate)) {
                case ClaimResult.Taken(var claimed) -> {
                    unconfirmed.add(claimed);
                    scan.taken(candidate);
                }
                case ClaimResult.NotThere() -> scan.changed(candidate);
            }
        } catch (ClaimUncertainException unknown) {
            uncertain.add(unknown.claim());
            scan.taken(candidate);
            throw unknown;
        }
    }

    private void confirmAll() {
        for (var claimed : List.copyOf(unconfirmed)) {
            switch (confirm.of(claimed)) {
                case ANNOUNCE -> {
                    announce.add(claimed);
                    unconfirmed.remove(claimed);
                    taken++;
                    scan.claimed(claimed.job().accountId(), claimed.from(), claimed.handles());
                    LOG.infof(
                            "claimed, jobId=%s accountId=%s sourceType=%s fileName=%s size=%d",
                            claimed.job().jobId(),
                            claimed.job().accountId(),
                            claimed.job().sourceType(),
                            claimed.job().fileName(),
                            claimed.attributes().size());
                }
                case HOLD ->
                    LOG.debugf(
                            "a claim waits for its writer or its seal, jobId=%s",
                            claimed.job().jobId());
                case PUT_BACK -> {
                    unconfirmed.remove(claimed);
                    returning.add(claimed);
                    returning.removeIf(confirm::putBack);
                    scan.lookAgain(claimed.job().accountId());
                }
                case GONE -> {
                    unconfirmed.remove(claimed);
                    LOG.warnf("a claimed file is gone from %s before it was announced", claimed.path());
                }
            }
        }
        announce.announce();
    }
}
