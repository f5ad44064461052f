package io.sluice.data.day;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.table.DayChange;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import io.sluice.data.table.SourceColumns;
import io.sluice.objects.ObjectStoreUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Makes the accepted rows of a job the data of its day. The table, the versions of the day and the
/// announcement change in one transaction of the database, which holds the table's lock. Swaps of one table
/// that wait are committed together.
///
/// | the job | answer |
/// |---|---|
/// | is new, and later than the day's current one | the day holds its rows now |
/// | has swapped before | the same as then, and whether the day still holds its rows |
/// | came before the day's current one | nothing changes |
///
/// A process that dies at any point leaves the day as it was, or as it is to be; the caller asks again.
/// Thread-safe.
public final class SwapDays {
    private final DayVersions versions;
    private final SchemaVersions schemas;
    private final LakeFiles files;
    private final KeptSnapshots kept;
    private final SwapLimits limits;
    private final Clock clock;
    private final GroupCommit<TableName, Checked, DaySwapped> groups;
    private final Semaphore commits;

    SwapDays(
            DayVersions versions,
            SchemaVersions schemas,
            LakeFiles files,
            KeptSnapshots kept,
            SwapLimits limits,
            Clock clock) {
        this.versions = versions;
        this.schemas = schemas;
        this.files = files;
        this.kept = kept;
        this.limits = limits;
        this.clock = clock;
        this.groups = new GroupCommit<>(limits.group(), limits.longestWait(), SwapDays::isOutage);
        this.commits = new Semaphore(limits.commits(), true);
    }

    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof DatabaseUnavailableException
                || failure instanceof ObjectStoreUnavailableException
                || failure instanceof TurnNotReachedException;
    }

    private record TableName(AccountId account, SourceType source) {}

    /// A swap whose file is there, with the columns of its schema.
    private record Checked(DaySwap swap, SourceColumns columns) {
        private JobId id() {
            return swap.job().jobId();
        }
    }

    /// Blocks until the swap is committed.
    ///
    /// @throws TurnNotReachedException when other swaps take too long
    public SwapResult swap(DaySwap swap) throws InterruptedException {
        var job = swap.job();
        var known = versions.find(job.jobId());
        if (known.isPresent()) {
            return job.key().equals(known.get().job().key())
                    ? new SwapResult.Swapped(answer(known.get()))
                    : new SwapResult.OtherDay(known.get().job());
        }
        var current = versions.current(job.accountId(), job.sourceType(), job.dataDate());
        if (current.filter(later -> isLater(later, swap)).isPresent()) {
            return new SwapResult.Swapped(superfluous(current.get()));
        }
        var refusal = swap.file().flatMap(file -> refusal(swap));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var columns = schemas.find(job.accountId(), job.sourceType(), swap.schemaVersion());
        if (columns.isEmpty()) {
            return new SwapResult.UnknownSchema();
        }
        var table = new TableName(job.accountId(), job.sourceType());
        return new SwapResult.Swapped(
                groups.run(table, new Checked(swap, columns.get()), group -> commit(table, group)));
    }

    private Optional<SwapResult> refusal(DaySwap swap) {
        return swap.file().flatMap(file -> {
            var prefix = DataKeys.dayFile(swap.job(), "00000000").replaceFirst("00000000\\.parquet$", "");
            if (!file.key().startsWith(prefix)) {
                return Optional.of(new SwapResult.ForeignFile(file, prefix));
            }
            var found = files.size(file.key());
            return found.isPresent() && found.getAsLong() == file.size()
                    ? Optional.empty()
                    : Optional.of(new SwapResult.DifferentFile(file, found));
        });
    }

    private List<DaySwapped> commit(TableName table, List<Checked> group) {
        try {
            if (!commits.tryAcquire(limits.longestWait().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TurnNotReachedException(
                        "commits of other tables take more than %s".formatted(limits.longestWait()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TurnNotReachedException("the service stops");
        }
        try {
            return versions.change(table.account(), table.source(), change -> commit(table, group, change));
        } finally {
            commits.release();
        }
    }

    private List<DaySwapped> commit(TableName table, List<Checked> group, DayVersions.Change change) {
        var days = newDays(group, change);
        if (!days.isEmpty()) {
            var before = change.metadata();
            var columns = days.stream()
                    .map(Checked::columns)
                    .max(Comparator.comparingInt(SourceColumns::version))
                    .orElseThrow();
            var lake = before.map(location -> DayTable.load(files, location))
                    .orElseGet(() -> DayTable.create(files, table.account(), table.source(), columns));
            lake.evolve(columns);
            var snapshot = lake.replace(days.stream()
                    .map(day -> new DayChange(
                            day.swap().job().dataDate(), day.swap().file()))
                    .toList());
            lake.expire(kept, clock.instant());
            change.moveTable(before, lake.write());
            days.forEach(
                    day -> change.replace(day.swap(), snapshot, day.columns().plainCopy()));
        }
        var answers = new ArrayList<DaySwapped>();
        for (var one : group) {
            answers.add(change.find(one.id())
                    .map(SwapDays::answer)
                    .orElseGet(() -> superfluous(
                            change.current(one.swap().job().dataDate()).orElseThrow())));
        }
        return answers;
    }

    /// The latest swap of each day that is later than what the day holds.
    private static Collection<Checked> newDays(List<Checked> group, DayVersions.Change change) {
        Map<DataDate, Checked> days = new TreeMap<>();
        for (var one : group) {
            days.merge(
                    one.swap().job().dataDate(),
                    one,
                    (left, right) -> left.id().compareTo(right.id()) >= 0 ? left : right);
        }
        var held = new HashMap<DataDate, DayVersion>();
        days.keySet().forEach(date -> change.current(date).ifPresent(version -> held.put(date, version)));
        return days.values().stream()
                .filter(one -> {
                    var version = held.get(one.swap().job().dataDate());
                    return version == null || version.job().jobId().compareTo(one.id()) < 0;
                })
                .toList();
    }

    private static boolean isLater(DayVersion version, DaySwap swap) {
        return version.job().jobId().compareTo(swap.job().jobId()) > 0;
    }

    private static DaySwapped answer(DayVersion version) {
        return new DaySwapped(Long.toString(version.snapshotId()), version.isCurrent());
    }

    private static DaySwapped superfluous(DayVersion current) {
        return new DaySwapped(Long.toString(current.snapshotId()), false);
    }
}
