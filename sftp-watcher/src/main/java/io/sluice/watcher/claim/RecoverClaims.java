package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.watcher.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes up claims of processes that died, and claims whose processing stopped on its way: they are confirmed
/// and announced again. Consumers are idempotent by job id.
///
/// | search | claims that are taken up |
/// |---|---|
/// | the first of this process | all: their process may have died before they were announced |
/// | each later one | those that lie in `processing/` for another timeout, until [EndClaim] ends them |
///
/// The first search does not count as an announcement: a watcher that is restarted often must end no claim.
/// What this process holds for another timeout without confirming it, because the volume denies something or
/// no agent seals, counts like an announcement. So it ends, too. For one thread.
public final class RecoverClaims {
    private static final Log LOG = Log.of(RecoverClaims.class);

    private final FindClaims search;
    private final EndClaim end;
    private final ClaimLog log;
    private final Duration interval;
    private final Duration timeout;
    private final Ticker ticker;
    private final Map<JobId, Duration> heldSince = new HashMap<>();
    private Optional<Duration> searchedAt = Optional.empty();

    /// @param interval between two searches
    /// @param timeout how long a claim lies in `processing/` before it is announced again
    public RecoverClaims(
            FindClaims search, EndClaim end, ClaimLog log, Duration interval, Duration timeout, Ticker ticker) {
        this.search = search;
        this.end = end;
        this.log = log;
        this.interval = interval;
        this.timeout = timeout;
        this.ticker = ticker;
    }

    /// The accounts whose claims the volume does not let this service find.
    Set<AccountId> denied() {
        return search.denied();
    }

    /// Claims that ended here.
    long ended() {
        return end.ended();
    }

    void recoverWhenDue() {
        if (searchedAt
                .map(at -> ticker.elapsed().minus(at).compareTo(interval) >= 0)
                .orElse(true)) {
            recover();
        }
    }

    private void recover() {
        var first = searchedAt.isEmpty();
        end.startSearch();
        countHeld();
        for (var found : search.find(first ? Duration.ZERO : timeout)) {
            if (first || end.isToBeAnnounced(found)) {
                LOG.info("a claim is announced again", job(found.job()));
                log.set(found, new ClaimState.Unconfirmed(ticker.elapsed()));
            }
        }
        searchedAt = Optional.of(ticker.elapsed());
    }

    private void countHeld() {
        var now = ticker.elapsed();
        heldSince.keySet().removeIf(job -> !log.holds(job));
        for (var entry : log.entries()) {
            var claim = entry.claim();
            var since = heldSince.computeIfAbsent(claim.job().jobId(), first -> now);
            if (isHeld(entry.state()) && now.minus(since).compareTo(timeout) >= 0) {
                LOG.warn("a claim is neither confirmed nor back at its tenant", job(claim.job()));
                end.isToBeAnnounced(claim);
                heldSince.put(claim.job().jobId(), now);
            }
        }
    }

    private static boolean isHeld(ClaimState state) {
        return switch (state) {
            case ClaimState.Unconfirmed _, ClaimState.Returning _ -> true;
            case ClaimState.Uncertain _, ClaimState.Confirmed _ -> false;
        };
    }
}
