package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.watcher.AllAccounts;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.scan.ScanAccounts.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the watcher remembers of all active accounts, and which of them a scan lists.
///
/// | ledger | accounts that are listed |
/// |---|---|
/// | present | those it mentions, those with files that wait for time to pass, and those due in the [Sweep] |
/// | absent, or lines of it lost | all |
public final class WatchedAccounts {
    private final AllAccounts accounts;
    private final Ledger ledger;
    private final Sweep sweep;
    private final Map<AccountId, WatchedAccount> watched = new HashMap<>();
    private Collection<AccountFacts> known = List.of();
    private long losses;

    public WatchedAccounts(AllAccounts accounts, Ledger ledger, Sweep sweep) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.sweep = sweep;
    }

    /// The accounts that this scan lists.
    List<WatchedAccount> due(Instant now, Duration tick) {
        refresh();
        if (ledger.losses() != losses) {
            losses = ledger.losses();
            watched.values().forEach(WatchedAccount::lookAgain);
        }
        return watched.values().stream()
                .filter(account -> !ledger.isPresent()
                        || !ledger.touchedFolders(account.facts().accountId()).isEmpty()
                        || account.needsLook(sweep, watched.size(), now, tick))
                .toList();
    }

    boolean isSweepDue(WatchedAccount account, Duration tick) {
        return account.sweepDue(sweep, watched.size(), tick);
    }

    Optional<WatchedAccount> find(AccountId id) {
        return Optional.ofNullable(watched.get(id));
    }

    boolean isAnyMentioned() {
        return ledger.touchedAccounts().stream().anyMatch(watched::containsKey);
    }

    Set<AccountId> unlisted() {
        return watched.values().stream()
                .filter(WatchedAccount::isUnlisted)
                .map(account -> account.facts().accountId())
                .collect(Collectors.toSet());
    }

    Totals totals() {
        long waiting = 0;
        long ignored = 0;
        for (var account : watched.values()) {
            var totals = account.totals();
            waiting += totals.waiting();
            ignored += totals.ignored();
        }
        return new Totals(waiting, ignored);
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
}
