package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.contracts.limit.ReadOnlyAccounts.Entry;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.UploadEnd;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes accounts over a limit read-only until there is room or their day ends, and says which uploads broke
/// the limit.
///
/// The list on the volume holds since when an account is over its workspace limit, so that a restarted
/// watcher refuses the same uploads. Used by one thread.
public final class EnforceLimits {
    private static final Log LOG = Log.of(EnforceLimits.class);

    private final MeasureUsage measure;
    private final Ledger ledger;
    private final BatchTraffic batches;
    private final BreakingUploads breaking;
    private final ReadOnlyFile file;
    private final Clock clock;
    private ReadOnlyAccounts readOnly = ReadOnlyAccounts.NONE;

    public EnforceLimits(MeasureUsage measure, Ledger ledger, BatchTraffic batches, Volume volume, Clock clock) {
        this.measure = measure;
        this.ledger = ledger;
        this.batches = batches;
        this.breaking = new BreakingUploads(volume, ledger, clock);
        this.file = new ReadOnlyFile(volume);
        this.clock = clock;
    }

    /// Updates the list from the measurements; returns the accounts that were added to it or removed from it.
    Set<AccountId> enforce() {
        var now = clock.instant();
        var previous = file.read();
        var next = new ArrayList<Entry>();
        previous.accounts().stream()
                .filter(entry ->
                        isUndecided(entry) && entry.until().map(now::isBefore).orElse(true))
                .forEach(next::add);
        for (var usage : measure.usages()) {
            if (usage.daily().exceeded() && !holds(next, usage.accountId(), Limit.DAILY)) {
                next.add(daily(usage, previous, now));
            }
            if (usage.workspace().exceeded()
                    || measure.tooManyEntries(usage.accountId()).isPresent()) {
                next.add(workspace(usage, previous));
            }
        }
        var wanted = new ReadOnlyAccounts(next);
        var changed = difference(readOnly, wanted);
        readOnly = wanted;
        if (!wanted.equals(previous) && file.write(wanted)) {
            report(previous, wanted);
        }
        return changed;
    }

    /// Whether nothing is known yet that could take an entry of an earlier process off the list.
    private boolean isUndecided(Entry entry) {
        return measure.usage(entry.accountId()).isEmpty() || (entry.limit() == Limit.DAILY && !batches.isKnown());
    }

    private static boolean holds(List<Entry> entries, AccountId account, Limit limit) {
        return entries.stream().anyMatch(entry -> entry.accountId().equals(account) && entry.limit() == limit);
    }

    private static Entry daily(UsageMeasured usage, ReadOnlyAccounts previous, Instant now) {
        var until = Optional.of(usage.resetsAt());
        return previous.of(usage.accountId(), Limit.DAILY)
                .filter(entry -> entry.until().equals(until))
                .orElseGet(() -> new Entry(usage.accountId(), Limit.DAILY, now, until));
    }

    private Entry workspace(UsageMeasured usage, ReadOnlyAccounts previous) {
        return previous.of(usage.accountId(), Limit.WORKSPACE)
                .orElseGet(() -> new Entry(
                        usage.accountId(),
                        Limit.WORKSPACE,
                        measure.tooManyEntries(usage.accountId())
                                .filter(entries -> !usage.workspace().exceeded())
                                .map(entries -> breaking.since(usage.accountId(), entries))
                                .orElseGet(() -> breaking.since(usage.accountId(), usage.workspace())),
                        Optional.empty()));
    }

    private static Set<AccountId> difference(ReadOnlyAccounts one, ReadOnlyAccounts other) {
        var changed = new HashSet<AccountId>();
        one.accounts().stream()
                .filter(entry -> !other.accounts().contains(entry))
                .forEach(entry -> changed.add(entry.accountId()));
        other.accounts().stream()
                .filter(entry -> !one.accounts().contains(entry))
                .forEach(entry -> changed.add(entry.accountId()));
        return changed;
    }

    private static void report(ReadOnlyAccounts previous, ReadOnlyAccounts next) {
        for (var entry : next.accounts()) {
            if (previous.of(entry.accountId(), entry.limit()).isEmpty()) {
                LOG.info(
                        "an account is over a limit and may only read",
                        account(entry.accountId()),
                        field("limit", entry.limit()));
            }
        }
        for (var entry : previous.accounts()) {
            if (next.of(entry.accountId(), entry.limit()).isEmpty()) {
                LOG.info(
                        "an account is within a limit again",
                        account(entry.accountId()),
                        field("limit", entry.limit()));
            }
        }
    }

    /// Whether it is known what came as batches. Before, an upload that is within the limit by itself may not
    /// be taken.
    public boolean isDayKnown() {
        return batches.isKnown();
    }

    /// The limit that the account exceeded with an upload; empty when it exceeded none.
    ///
    /// @param path as the account sees it
    /// @param firstSeen when a scan first saw it; it arrived then if the ledger reports no end of it
    public Optional<LimitExceeded> exceededBy(AccountFacts account, String path, Instant firstSeen) {
        var end = ledger.lastEnd(account.accountId(), path);
        return end.flatMap(ended -> daily(account, ended))
                .or(() -> workspace(account.accountId(), end.map(UploadEnd::at).orElse(firstSeen)));
    }

    /// All batches of the day count, also those that came after the upload: only their sum is known. As
    /// batch-service takes none that does not fit into what is left of the day, it matters only for what
    /// arrives at both doors within seconds, and for batches that broke off.
    private Optional<LimitExceeded> daily(AccountFacts account, UploadEnd end) {
        var day = AccountDay.at(end.at(), account.timeZone());
        var now = clock.instant();
        var asBatches = now.isBefore(day.end()) ? batches.today(account.accountId(), now) : 0;
        var used = ledger.uploadedBetween(account.accountId(), day.begin(), end) + asBatches;
        var limit = account.limits().dailyUploadLimitBytes();
        return used > limit ? Optional.of(LimitExceeded.ofBytes(Limit.DAILY, used, limit)) : Optional.empty();
    }

    private Optional<LimitExceeded> workspace(AccountId account, Instant arrived) {
        var since = readOnly.of(account, Limit.WORKSPACE).map(Entry::since);
        var entries = measure.tooManyEntries(account);
        return measure.of(account)
                .filter(meter -> meter.exceeded() || entries.isPresent())
                .filter(meter -> since.filter(from -> !arrived.isBefore(from)).isPresent())
                .map(meter -> new LimitExceeded(
                        Limit.WORKSPACE,
                        meter.usedBytes(),
                        meter.limitBytes(),
                        entries.filter(count -> !meter.exceeded())));
    }
}
