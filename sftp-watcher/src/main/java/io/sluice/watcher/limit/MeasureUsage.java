package io.sluice.watcher.limit;

import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.volume.Volume;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.OpenUpload;
import io.sluice.watcher.scan.Accounts;
import io.sluice.watcher.scan.SideBySide;
import io.sluice.watcher.scan.Sweep;
import io.sluice.watcher.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Measures both meters of each account: the day's traffic from the ledger, the workspace from the disk.
///
/// The cost is in what changed: an account is looked at when the ledger tells of it, while it has uploads
/// open, after this service moved something of it, and now and then in any case. The first looks after the
/// start are spread over the rounds. Used by one thread, but for [WorkspaceUse].
public final class MeasureUsage implements WorkspaceUse {
    private static final int AT_ONCE = 50;

    private final Volume volume;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Sweep sweep;
    private final Duration patience;
    private final SideBySide sideBySide;
    private final Clock clock;
    private final Ticker ticker;
    private final Map<AccountId, MeasuredAccount> measured = new HashMap<>();
    private final Map<AccountId, UsageMeasured> usages = new ConcurrentHashMap<>();
    private final Set<AccountId> changed = ConcurrentHashMap.newKeySet();
    private long losses;

    /// @param sweep how often an account is looked at of which nobody told anything
    /// @param patience how much of a round may go into such looks, and into the first ones after the start
    public MeasureUsage(
            Volume volume,
            Ledger ledger,
            Accounts accounts,
            Sweep sweep,
            Duration patience,
            SideBySide sideBySide,
            Clock clock,
            Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.accounts = accounts;
        this.sweep = sweep;
        this.patience = patience;
        this.sideBySide = sideBySide;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public Optional<UsageMeasured.Meter> of(AccountId account) {
        return usage(account).map(UsageMeasured::workspace);
    }

    @Override
    public void changed(AccountId account) {
        changed.add(account);
    }

    /// As last measured; empty for an account that was not measured since the start.
    Optional<UsageMeasured> usage(AccountId account) {
        return Optional.ofNullable(usages.get(account));
    }

    /// All accounts that were measured since the start.
    List<UsageMeasured> usages() {
        return List.copyOf(usages.values());
    }

    /// To be called after the ledger's new lines were read and before the scan, which lets it forget what it
    /// told of.
    void measure() {
        var now = clock.instant();
        var tick = ticker.elapsed();
        refresh(now);
        if (ledger.losses() != losses) {
            losses = ledger.losses();
            measured.values().forEach(MeasuredAccount::lookAgain);
        }
        var due = new ArrayList<Look>();
        var sweeps = new ArrayList<Look>();
        for (var account : measured.values()) {
            var look = new Look(account, tick);
            if (account.sweepDue(sweep, measured.size(), tick)) {
                sweeps.add(look);
            } else if (look.isDue()) {
                due.add(look);
            }
        }
        sideBySide.each(due, Look::run);
        for (int from = 0;
                from < sweeps.size() && ticker.elapsed().minus(tick).compareTo(patience) < 0;
                from += AT_ONCE) {
            sideBySide.each(sweeps.subList(from, Math.min(sweeps.size(), from + AT_ONCE)), Look::run);
        }
        for (var account : measured.values()) {
            var id = account.facts().accountId();
            account.usage(ledger.uploadedSince(id, account.day().begin()), now)
                    .ifPresent(usage -> usages.put(id, usage));
        }
    }

    private void refresh(Instant now) {
        var present = new HashSet<AccountId>();
        for (AccountFacts facts : accounts.all()) {
            if (facts.state() != AccountState.ERASED) {
                present.add(facts.accountId());
                measured.computeIfAbsent(facts.accountId(), first -> new MeasuredAccount(volume, facts, now))
                        .refresh(facts, now);
            }
        }
        measured.keySet().retainAll(present);
        usages.keySet().retainAll(present);
        changed.retainAll(present);
    }

    /// One look at one account, as far as the ledger asks for it.
    private final class Look {
        private final MeasuredAccount account;
        private final Duration tick;
        private final Set<String> written;
        private final List<OpenUpload> open;
        private final boolean all;

        Look(MeasuredAccount account, Duration tick) {
            var id = account.facts().accountId();
            this.account = account;
            this.tick = tick;
            this.open = ledger.openUploads(id);
            this.written = new HashSet<>();
            if (account.facts().state() == AccountState.ACTIVE) {
                written.addAll(ledger.touchedFolders(id));
            }
            open.forEach(upload -> written.add(upload.folder()));
            this.all = account.sweepDue(sweep, measured.size(), tick) || changed.contains(id) || !account.isSettled();
        }

        boolean isDue() {
            return all || !written.isEmpty() || account.hasOpenBytes();
        }

        void run() {
            if (!all) {
                account.measureWritten(written, open, tick);
                return;
            }
            var id = account.facts().accountId();
            changed.remove(id);
            try {
                account.measure(name -> !ledger.isPresent() || written.contains(name), open, tick);
            } catch (RuntimeException brokenOff) {
                changed.add(id);
                throw brokenOff;
            }
        }
    }
}
