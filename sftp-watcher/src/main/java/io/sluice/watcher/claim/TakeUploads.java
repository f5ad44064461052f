package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.JobIds;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.scan.Candidate;
import io.sluice.watcher.scan.UploadNews;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Claims what a scan found, and continues what an earlier cycle or a process that died left open.
///
/// Used by one thread.
public final class TakeUploads {
    private static final Log LOG = Log.of(TakeUploads.class);
    private static final int AT_ONCE = 100;

    /// With so many claims on the way nothing new is claimed: the uploads wait where their tenants see them.
    private static final int MOST_OPEN = 200;

    private final Outages outages = new Outages(LOG);
    private final LedgerTail ledger;
    private final JobIds ids;
    private final ClaimUpload claim;
    private final AdvanceClaims advance;
    private final RecoverClaims recover;
    private final ClaimLog log;
    private Optional<String> hindrance = Optional.empty();

    public TakeUploads(
            LedgerTail ledger,
            JobIds ids,
            ClaimUpload claim,
            AdvanceClaims advance,
            RecoverClaims recover,
            ClaimLog log) {
        this.ledger = ledger;
        this.ids = ids;
        this.claim = claim;
        this.advance = advance;
        this.recover = recover;
        this.log = log;
    }

    /// The claims of this process.
    ///
    /// @param taken uploads claimed and confirmed since the start
    /// @param ended claims that ended since the start because no part of Sluice ended them
    /// @param open claims that are neither published nor back at their tenant
    /// @param unpublished how long the oldest of them has waited, without those that the volume denies to go
    /// on; zero without one
    /// @param hindrance why the volume refused the latest claim; empty when it took it
    /// @param denied accounts of claims that the volume denies to go on, or to be found
    public record Figures(
            long taken, long ended, int open, Duration unpublished, Optional<String> hindrance, Set<AccountId> denied) {
        public Figures {
            denied = Set.copyOf(denied);
        }
    }

    public Figures figures() {
        var denied = new HashSet<>(advance.denied());
        denied.addAll(recover.denied());
        return new Figures(advance.confirmed(), recover.ended(), log.size(), advance.unpublished(), hindrance, denied);
    }

    /// The keys of the days with a claim ([io.sluice.contracts.file.JobRef#key]); nothing else of them can be
    /// claimed.
    public Set<String> openDays() {
        return log.days();
    }

    /// What became of uploads since the last call.
    public List<UploadNews> news() {
        return log.takeNews();
    }

    /// Continues every claim of earlier cycles and of watchers that died, as far as possible now.
    public void settle() {
        recover.recoverWhenDue();
        advance.advance();
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
            if (hindrance.isEmpty()) {
                claimOne(candidate, jobs.next());
            }
        }
        ledger.read();
        advance.advance();
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
        switch (claim.claim(candidate, job)) {
            case ClaimResult.Taken(var claimed) ->
                outages.over(candidate.volumePath(), "an upload could be claimed at last", job(claimed.job()));
            case ClaimResult.NotDue() -> {}
            case ClaimResult.NotThere() -> log.report(unclaimed(candidate));
            case ClaimResult.Refused(var reason) -> {
                outages.report(
                        candidate.volumePath(),
                        "an upload cannot be claimed, tried again in each cycle; may the service user move it?",
                        field("path", candidate.volumePath()),
                        field("cause", reason));
                log.report(new UploadNews.Refused(candidate.account(), candidate.path()));
            }
            case ClaimResult.Hindered(var reason) -> {
                hindrance = Optional.of(reason);
                log.report(unclaimed(candidate));
            }
        }
    }

    private static UploadNews unclaimed(Candidate candidate) {
        return new UploadNews.Unclaimed(candidate.account(), candidate.path());
    }
}
