package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.limit.EnforceLimits;
import io.sluice.watcher.pickup.PickupWindow;
import io.sluice.watcher.pickup.Pickups;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides for each upload of an account whether it is due now, and why not. A later version of a day waits
/// for the earlier ones.
public final class JudgeAccount {
    private static final TakeDecision.Waiting DAY_NOT_KNOWN = new TakeDecision.Waiting(
            TakeDecision.Until.QUIET,
            "Complete, waits until it is known how much of the day's limit was used by batches",
            Optional.empty());
    private static final TakeDecision.Waiting EARLIER_FIRST = new TakeDecision.Waiting(
            TakeDecision.Until.QUIET, "Complete, an earlier version of this day comes first", Optional.empty());

    private final Ledger ledger;
    private final Pickups pickups;
    private final JudgeCompleteness completeness;
    private final EnforceLimits limits;

    public JudgeAccount(Ledger ledger, Pickups pickups, JudgeCompleteness completeness, EnforceLimits limits) {
        this.ledger = ledger;
        this.pickups = pickups;
        this.completeness = completeness;
        this.limits = limits;
    }

    /// What is due in an account or a folder.
    ///
    /// @param soon whether uploads are complete, or will be after a short quiet period
    record Judged(List<Candidate> due, boolean soon) {}

    /// To be called after the account was listed.
    ///
    /// @param openDays keys of the days that have a claim ([io.sluice.contracts.file.JobRef#key])
    Judged judge(WatchedAccount account, Set<String> openDays, Instant now, Duration tick) {
        var facts = account.facts();
        var pickup = pickups.of(facts, now);
        var due = new ArrayList<Candidate>();
        var soon = false;
        ledger.lookedAt(facts.accountId());
        for (var folder : account.folders()) {
            var judged = judge(facts, folder, pickup, openDays, tick);
            due.addAll(judged.due());
            soon |= judged.soon();
        }
        ledger.forget(facts.accountId(), account::isFree);
        account.judged();
        return new Judged(due, soon);
    }

    private Judged judge(
            AccountFacts account, WatchedFolder folder, PickupWindow pickup, Set<String> openDays, Duration tick) {
        var waiting = new HashMap<String, TakeDecision.Waiting>();
        var complete = new ArrayList<Candidate>();
        var undecided = new ArrayList<Candidate>();
        var soon = false;
        for (var file : folder.uploads()) {
            var candidate = candidate(account, file);
            switch (decide(candidate, file, pickup, tick)) {
                case TakeDecision.Due() -> complete.add(candidate);
                case TakeDecision.Waiting wait -> {
                    waiting.put(file.path(), wait);
                    if (wait.until() == TakeDecision.Until.QUIET) {
                        undecided.add(candidate);
                        soon |= candidate.handles() instanceof HandleState.Closed;
                    }
                }
            }
        }
        var due = firstOfTheirDays(complete, undecided, openDays, waiting);
        folder.judged(waiting, !due.isEmpty());
        return new Judged(due, soon || !complete.isEmpty());
    }

    private Candidate candidate(AccountFacts account, FoundFile.Pending file) {
        var seen = file.seen();
        return new Candidate(
                account.accountId(),
                file.path(),
                file.name(),
                seen,
                ledger.state(account.accountId(), file.path(), seen.attributes().size()),
                limits.exceededBy(account, file.path(), seen.firstSeen()));
    }

    private TakeDecision decide(Candidate candidate, FoundFile.Pending file, PickupWindow pickup, Duration tick) {
        if (candidate.exceeded().isPresent()) {
            return completeness.judgeRefused(file, candidate.handles(), tick);
        }
        var decision = completeness.judge(file, candidate.handles(), pickup, tick);
        return decision instanceof TakeDecision.Due && !limits.isDayKnown() ? DAY_NOT_KNOWN : decision;
    }

    /// @param waiting receives those that are not the first
    private static List<Candidate> firstOfTheirDays(
            List<Candidate> complete,
            List<Candidate> undecided,
            Set<String> openDays,
            Map<String, TakeDecision.Waiting> waiting) {
        var first = new ArrayList<Candidate>();
        for (var candidate : complete) {
            if (openDays.contains(candidate.day()) || undecided.stream().anyMatch(candidate::follows)) {
                waiting.put(candidate.path(), EARLIER_FIRST);
            } else {
                first.add(candidate);
            }
        }
        return first;
    }
}
