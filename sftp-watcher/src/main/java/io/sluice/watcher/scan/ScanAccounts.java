package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.volume.Volume;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.pickup.Pickups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds uploads that are complete and due. Its cost grows with what changed, not with what exists.
///
/// | ledger | accounts that are listed |
/// |---|---|
/// | present | those it mentions, those with files that wait for time to pass, and those due in the [Sweep] |
/// | absent, or lines of it lost | all |
///
/// Listing an account means listing its `sources/`, then the folders whose mtime changed or that hold waiting
/// files. Used by one thread.
public final class ScanAccounts {
    private static final TakeDecision.Waiting EARLIER_FIRST = new TakeDecision.Waiting(
            TakeDecision.Until.QUIET, "Complete, an earlier version of this day comes first", Optional.empty());

    private final LookAtAccount look;
    private final Ledger ledger;
    private final AllAccounts accounts;
    private final Pickups pickups;
    private final JudgeCompleteness judge;
    private final UploadLimits limits;
    private final Predicate<String> dayIsTaken;
    private final Sweep sweep;
    private final SideBySide sideBySide;
    private final Clock clock;
    private final Ticker ticker;
    private final Map<AccountId, WatchedAccount> watched = new HashMap<>();
    private final Set<WatchedAccount> unpublished = new LinkedHashSet<>();
    private Collection<AccountFacts> known = List.of();
    private long losses;
    private boolean sawUploads;

    /// @param dayIsTaken whether a claim of the day ([io.sluice.contracts.file.JobRef#key]) is not finished
    public ScanAccounts(
            Volume volume,
            Ledger ledger,
            AllAccounts accounts,
            Pickups pickups,
            JudgeCompleteness judge,
            UploadLimits limits,
            Predicate<String> dayIsTaken,
            Sweep sweep,
            SideBySide sideBySide,
            Clock clock,
            Ticker ticker) {
        this.look = new LookAtAccount(volume, ledger);
        this.ledger = ledger;
        this.accounts = accounts;
        this.pickups = pickups;
        this.judge = judge;
        this.limits = limits;
        this.dayIsTaken = dayIsTaken;
        this.sweep = sweep;
        this.sideBySide = sideBySide;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// Scans once; to be called after the new lines of the ledger were read.
    public Scan scan() {
        var now = clock.instant();
        var tick = ticker.elapsed();
        refresh();
        judge.confirmedLately().forEach(this::lookAgain);
        if (ledger.losses() != losses) {
            losses = ledger.losses();
            watched.values().forEach(WatchedAccount::lookAgain);
        }
        var due = watched.values().stream()
                .filter(account -> !ledger.isPresent()
                        || !ledger.touchedFolders(account.facts().accountId()).isEmpty()
                        || account.needsLook(sweep, watched.size(), now, tick))
                .toList();
        var accountsNow = watched.size();
        sawUploads = false;
        sideBySide.each(due, account -> look.at(account, account.sweepDue(sweep, accountsNow, tick), now, tick));
        var candidates = new ArrayList<Candidate>();
        for (var account : due) {
            ledger.lookedAt(account.facts().accountId());
            account.folders().forEach(folder -> judge(account, folder, now, tick, candidates));
            account.judged();
        }
        sawUploads |= !candidates.isEmpty();
        candidates.sort(Candidate.ARRIVAL);
        unpublished.addAll(due);
        return new Scan(candidates, due.size());
    }

    private void refresh() {
        var all = accounts.all();
        if (isSame(all, known)) {
            return;
        }
        var active = new HashSet<AccountId>();
        for (AccountFacts facts : all) {
            if (facts.state() == AccountState.ACTIVE) {
                active.add(facts.accountId());
                watched.computeIfAbsent(facts.accountId(), first -> new WatchedAccount(facts))
                        .facts(facts);
            }
        }
        watched.keySet().retainAll(active);
        known = all;
    }

    /// Compares references: the view returns the same collection until an account changes, and comparing ten
    /// thousand accounts would cost more than the rest of an idle scan cycle.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Collection<AccountFacts> one, Collection<AccountFacts> other) {
        return one == other;
    }

    private void judge(
            WatchedAccount account, WatchedFolder folder, Instant now, Duration tick, List<Candidate> candidates) {
        var id = account.facts().accountId();
        var pickup = pickups.of(account.facts(), now);
        var waiting = new HashMap<String, TakeDecision.Waiting>();
        var complete = new ArrayList<Candidate>();
        var undecided = new ArrayList<Candidate>();
        for (var file : folder.uploads()) {
            var path = file.path();
            var seen = file.seen();
            var handles = ledger.state(id, path, seen.attributes().size());
            var exceeded = limits.exceededBy(account.facts(), path, seen);
            var decision = exceeded.isPresent()
                    ? judge.judgeRefused(file, handles, tick)
                    : judge.judge(file, handles, pickup, tick);
            var candidate = new Candidate(id, path, file.name(), seen, handles, exceeded);
            switch (decision) {
                case TakeDecision.Due() -> complete.add(candidate);
                case TakeDecision.Waiting wait -> {
                    waiting.put(path, wait);
                    if (wait.until() == TakeDecision.Until.QUIET) {
                        undecided.add(candidate);
                        sawUploads |= handles instanceof HandleState.Closed;
                    }
                }
            }
        }
        var due = 0;
        for (var candidate : complete) {
            if (dayIsTaken.test(candidate.day()) || undecided.stream().anyMatch(candidate::follows)) {
                waiting.put(candidate.path(), EARLIER_FIRST);
                sawUploads = true;
            } else {
                due++;
                candidates.add(candidate);
            }
        }
        folder.judged(waiting, due > 0);
        ledger.forget(id, folder::isFree);
    }

    /// Whether the latest scan saw uploads that are complete, or will be after a short quiet period.
    public boolean sawUploads() {
        return sawUploads;
    }

    /// Whether the ledger is unchanged about a candidate since it was judged.
    public boolean stillDue(Candidate candidate) {
        return ledger.state(
                        candidate.account(),
                        candidate.path(),
                        candidate.seen().attributes().size())
                .equals(candidate.handles());
    }

    /// To be called when this watcher claimed the candidate, or may have: the next file of its name is a new
    /// one.
    public void taken(Candidate candidate) {
        folder(candidate).ifPresent(folder -> folder.taken(candidate.path()));
        lookAgain(candidate.account());
    }

    /// To be called when the candidate changed or disappeared; the next scan lists its folder again.
    public void changed(Candidate candidate) {
        folder(candidate).ifPresent(WatchedFolder::listAgain);
        lookAgain(candidate.account());
    }

    /// To be called when the volume refused to move the candidate. It is tried again in the next cycle after
    /// the interval, and its tenant reads why it waits.
    public void refused(Candidate candidate) {
        sawUploads = false;
        folder(candidate).ifPresent(folder -> folder.refused(candidate.path()));
        lookAgain(candidate.account());
    }

    private Optional<WatchedFolder> folder(Candidate candidate) {
        return Optional.ofNullable(watched.get(candidate.account()))
                .map(account -> account.folder(candidate.name().sourceType().value()));
    }

    /// To be called when a claim of this path was confirmed; drops what the ledger knew of the claimed file.
    ///
    /// @param handles the state when it was claimed; another state now belongs to a new upload
    public void claimed(AccountId id, String path, Optional<HandleState> handles) {
        handles.ifPresent(then -> ledger.claimed(id, path, then));
    }

    /// Lists the account in the next scan, whatever the ledger says.
    public void lookAgain(AccountId id) {
        Optional.ofNullable(watched.get(id)).ifPresent(WatchedAccount::lookAgain);
    }

    /// The folders of all accounts that were listed since [#published()]; to be called after the claims.
    ///
    /// @param hindered whether the volume refuses claims
    public List<FolderView> unpublished(boolean hindered) {
        return unpublished.stream()
                .flatMap(account -> account.folders().stream()
                        .map(folder -> FolderView.of(account.facts().accountId(), folder, hindered)))
                .toList();
    }

    /// To be called when the folders were published.
    public void published() {
        unpublished.forEach(WatchedAccount::dropGone);
        unpublished.clear();
    }

    /// The number of waiting and of ignored files in all accounts.
    public Totals totals() {
        long waiting = 0;
        long ignored = 0;
        for (var account : watched.values()) {
            var totals = account.totals();
            waiting += totals.waiting();
            ignored += totals.ignored();
        }
        return new Totals(waiting, ignored);
    }

    /// Numbers of unclaimed files.
    public record Totals(long waiting, long ignored) {}

    /// The result of one scan.
    ///
    /// @param due complete uploads in their order of arrival
    public record Scan(List<Candidate> due, int accountsLookedAt) {
        public Scan {
            due = List.copyOf(due);
        }
    }
}
