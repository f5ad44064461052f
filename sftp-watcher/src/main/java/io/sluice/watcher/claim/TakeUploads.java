package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.scan.Candidate;
import io.sluice.watcher.scan.ScanAccounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Claims what a scan found, confirms and announces it, and continues what an earlier cycle left open.
///
/// Nothing new is claimed while a claim waits to be announced; the uploads wait where their tenants can see
/// them. Used by one thread.
public final class TakeUploads {
    private static final Log LOG = Log.of(TakeUploads.class);
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

    /// When claims of other processes are searched and recovered.
    ///
    /// @param timeout how long a claim lies in `processing/` before it is announced again
    public record RecoveryTimes(Duration interval, Duration timeout) {}

    /// Uploads claimed and confirmed by this process.
    public long taken() {
        return taken;
    }

    /// Continues every claim of earlier cycles and of watchers that died, as far as possible now.
    public void settle() {
        var due = recoveredAt.map(at -> ticker.elapsed().minus(at).compareTo(times.interval()) >= 0);
        if (due.orElse(true)) {
            recover(recoveredAt.isEmpty() ? Duration.ZERO : times.timeout());
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

    private void recover(Duration timeout) {
        var found = recover.find(this::isInProgress, timeout);
        found.forEach(lost -> LOG.info("a claim is announced again", job(lost.job())));
        unconfirmed.addAll(found);
        recoveredAt = Optional.of(ticker.elapsed());
    }

    private boolean isInProgress(JobId job) {
        return announce.holds(job) || isAmong(uncertain, job) || isAmong(unconfirmed, job) || isAmong(returning, job);
    }

    private static boolean isAmong(List<Claim> claims, JobId job) {
        return claims.stream().anyMatch(claim -> claim.job().jobId().equals(job));
    }

    /// Claims complete uploads in the given order.
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
                    LOG.info(
                            "claimed",
                            job(claimed.job()),
                            field("bytes", claimed.attributes().size()));
                }
                case HOLD -> LOG.debug("a claim waits for its writer or its seal", job(claimed.job()));
                case PUT_BACK -> {
                    unconfirmed.remove(claimed);
                    returning.add(claimed);
                    returning.removeIf(confirm::putBack);
                    scan.lookAgain(claimed.job().accountId());
                }
                case GONE -> {
                    unconfirmed.remove(claimed);
                    LOG.warn(
                            "a claimed file disappeared before it was announced",
                            job(claimed.job()),
                            field("path", claimed.path()));
                }
            }
        }
        announce.announce();
    }
}
