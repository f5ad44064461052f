package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;

import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.AllAccounts;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.folder.SideBySide;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.OpenUpload;
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

/// Measures both meters of each account: the day's traffic from the ledger and from the batches, the
/// workspace from the disk.
///
/// An account is measured when the ledger mentions it, while it has open uploads, after this service moved a
/// file of it, and at intervals in any case. The first measurements after the start are spread over several
/// scan cycles. Used by one thread, except for [WorkspaceUse].
public final class MeasureUsage implements WorkspaceUse {
    private static final Log LOG = Log.of(MeasureUsage.class);
    private static final int AT_ONCE = 50;

    private final Outages outages = new Outages(LOG);

    private final Volume volume;
    private final Ledger ledger;
    private final BatchTraffic batches;
    private final AllAccounts accounts;
    private final EntryLimits limits;
    private final Sweep sweep;
    private final Duration timeShare;
    private final SideBySide sideBySide;
    private final Clock clock;
    private final Ticker ticker;
    private final Map<AccountId, MeasuredAccount> measured = new HashMap<>();
    private final Map<AccountId, UsageMeasured> usages = new ConcurrentHashMap<>();
    private final Set<AccountId> changed = ConcurrentHashMap.newKeySet();
    private long losses;

    /// Takes its collaborators.
    ///
    /// @param sweep how often an account without reported changes is measured
    /// @param timeShare the time of a scan cycle for such measurements, and for the first ones after the
    /// start
    public MeasureUsage(
            Volume volume,
            Ledger ledger,
            BatchTraffic batches,
            AllAccounts accounts,
            EntryLimits limits,
            Sweep sweep,
            Duration timeShare,
            SideBySide sideBySide,
            Clock clock,
            Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.batches = batches;
        this.accounts = accounts;
        this.limits = limits;
        this.sweep = sweep;
        this.timeShare = timeShare;
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

    /// The latest measurement; empty for an account that was not measured since the start.
    Optional<UsageMeasured> usage(AccountId account) {
        return Optional.ofNullable(usages.get(account));
    }

    /// The number of an account's files or folders at the latest measurement, when it may not have so many.
    Optional<EntryCount> tooManyEntries(AccountId account) {
        return Optional.ofNullable(measured.get(account)).flatMap(MeasuredAccount::tooManyEntries);
    }

    /// All accounts that were measured since the start.
    List<UsageMeasured> usages() {
        return List.copyOf(usages.values());
    }

    /// To be called after the new lines of the ledger were read and before the scan, after which the ledger
    /// forgets which accounts they mention.
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
                from < sweeps.size() && ticker.elapsed().minus(tick).compareTo(timeShare) < 0;
                from += AT_ONCE) {
            sideBySide.each(sweeps.subList(from, Math.min(sweeps.size(), from + AT_ONCE)), Look::run);
        }
        for (var account : measured.values()) {
            var id = account.facts().accountId();
            account.usage(ledger.uploadedSince(id, account.day().begin()), batches.today(id, now), now)
                    .ifPresent(usage -> usages.put(id, usage));
        }
    }

    private void refresh(Instant now) {
        var present = new HashSet<AccountId>();
        for (AccountFacts facts : accounts.all()) {
            if (facts.state() != AccountState.ERASED) {
                present.add(facts.accountId());
                measured.computeIfAbsent(facts.accountId(), first -> new MeasuredAccount(volume, facts, limits, now))
                        .refresh(facts, now);
            }
        }
        measured.keySet().retainAll(present);
        usages.keySet().retainAll(present);
        changed.retainAll(present);
    }

    /// One measurement of one account, of the folders that the ledger mentions or of all.
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

        /// Only a broken connection ends the measurements of the others.
        void run() {
            var id = account.facts().accountId();
            try {
                measure();
                outages.over(id.value(), "an account is measured again", account(id));
            } catch (VolumeUnavailableException broken) {
                throw broken;
            } catch (RuntimeException failed) {
                changed.add(id);
                outages.report(
                        id.value(),
                        "an account cannot be measured, its previous measurement holds",
                        account(id),
                        cause(failed));
            }
        }

        private void measure() {
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
