package io.sluice.archive;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.archive.SlowestClock.SafeTime;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumeException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.RecordPlace.Suffix;
import io.sluice.volume.release.ReleaseRecords;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One pass of the archive: first the files that are older than the time to keep, then files of crowded
/// accounts, oldest first.
///
/// A file without a release record was not released by a watcher; the archive ignores it. A file that cannot
/// be archived delays no other file and is tried again after an hour. Used by one thread.
public final class ArchiveUploads {
    private static final Log LOG = Log.of(ArchiveUploads.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_FAILURES = 1_000;

    private final ReleaseRecords records;
    private final ArchiveFile file;
    private final SlowestClock clock;
    private final CrowdedAccounts crowded;
    private final Duration keep;
    private final Supplier<Duration> elapsed;
    private final BooleanSupplier stopped;
    private final ArchiveTotals totals;
    private final Map<JobId, Duration> failures = new LinkedHashMap<>();
    private final Set<RecordPlace> leftNow = new HashSet<>();
    private Set<RecordPlace> leftBefore = Set.of();
    private Optional<String> reportedReason = Optional.empty();

    ArchiveUploads(
            ReleaseRecords records,
            ArchiveFile file,
            SlowestClock clock,
            CrowdedAccounts crowded,
            Duration keep,
            Supplier<Duration> elapsed,
            BooleanSupplier stopped,
            ArchiveTotals totals) {
        this.records = records;
        this.file = file;
        this.clock = clock;
        this.crowded = crowded;
        this.keep = keep;
        this.elapsed = elapsed;
        this.stopped = stopped;
        this.totals = totals;
    }

    /// Archives everything that is due now.
    ///
    /// @throws RuntimeException when the volume or the object store is unavailable; the next pass continues
    public void run() {
        var time = clock.read();
        report(time);
        leftNow.clear();
        var latest = time.now().minus(keep);
        for (var hour : records.hours()) {
            if (mayHoldDue(hour, latest, time.now())) {
                // In random order, so that several watchers share the work.
                var accounts = new ArrayList<>(records.accounts(hour));
                Collections.shuffle(accounts);
                for (var account : accounts) {
                    archiveDue(hour, account, latest);
                    if (isOver(hour, time.now())) {
                        records.removeEmpty(RecordPlace.folder(hour, account));
                    }
                }
                if (isOver(hour, time.now())) {
                    records.removeEmpty(RecordPlace.folder(hour));
                }
            }
        }
        crowded.excess().forEach(this::makeRoom);
        leftBefore = Set.copyOf(leftNow);
    }

    private void report(SafeTime time) {
        if (!time.held().equals(reportedReason)) {
            time.held()
                    .ifPresent(reason -> LOG.warn(
                            "clocks disagree, files are archived late rather than early", field("cause", reason)));
        }
        reportedReason = time.held();
        totals.held(time.held().isPresent());
    }

    /// Includes hours in the future, which a wrong clock may have written.
    private static boolean mayHoldDue(String hour, Instant latest, Instant now) {
        return RecordPlace.startOf(hour)
                .filter(start -> !start.isAfter(latest) || start.isAfter(now.plus(HOUR)))
                .isPresent();
    }

    /// Whether no watcher writes records into the hour's folders any more.
    private static boolean isOver(String hour, Instant now) {
        return RecordPlace.startOf(hour)
                .filter(start -> start.plus(HOUR.multipliedBy(2)).isBefore(now))
                .isPresent();
    }

    private void archiveDue(String hour, AccountId account, Instant latest) {
        var entries = records.entries(hour, account);
        completeLeft(hour, account, entries);
        for (var entry : entries) {
            // This time is from the server's clock; the record holds the time of the watcher's clock.
            Suffix.RECORD
                    .jobOf(entry.name())
                    .filter(job -> !entry.attributes().modifiedAt().isAfter(latest))
                    .map(job -> new RecordPlace(hour, account, job))
                    .filter(place -> wasReleasedBy(place, latest))
                    .ifPresent(this::archive);
        }
    }

    /// Leftovers that a previous pass has seen, too, are not work in progress of another watcher.
    private void completeLeft(String hour, AccountId account, List<VolumeEntry> entries) {
        entries.stream()
                .flatMap(entry ->
                        Stream.of(Suffix.ORIGINAL, Suffix.DONE).flatMap(suffix -> suffix.jobOf(entry.name()).stream()))
                .distinct()
                .map(job -> new RecordPlace(hour, account, job))
                .forEach(place -> {
                    if (leftBefore.contains(place)) {
                        trying(place, () -> file.complete(place));
                    } else {
                        leftNow.add(place);
                    }
                });
    }

    private boolean wasReleasedBy(RecordPlace place, Instant latest) {
        var due = new ArrayList<RecordPlace>();
        trying(
                place,
                () -> records.read(place.record())
                        .filter(record -> !record.releasedAt().isAfter(latest))
                        .ifPresent(record -> due.add(place)));
        return !due.isEmpty();
    }

    private void makeRoom(AccountId account, long excess) {
        var left = excess;
        for (var hour : records.hours()) {
            for (var place : released(hour, account)) {
                if (left <= 0) {
                    return;
                }
                left -= archive(place);
            }
        }
        if (left > 0) {
            LOG.debug(
                    "account stays crowded, no more of its files can be archived",
                    account(account),
                    field("bytes", left));
        }
    }

    private List<RecordPlace> released(String hour, AccountId account) {
        var entries = records.entries(hour, account);
        completeLeft(hour, account, entries);
        return entries.stream()
                .map(VolumeEntry::name)
                .flatMap(name -> Suffix.RECORD.jobOf(name).stream())
                .map(job -> new RecordPlace(hour, account, job))
                .toList();
    }

    /// Archives one file, or logs why not.
    ///
    /// @return bytes freed
    private long archive(RecordPlace place) {
        var before = totals.bytes();
        trying(place, () -> {
            switch (file.archive(place)) {
                case ArchiveResult.Archived(var record, var bytes) -> {
                    totals.archived(bytes);
                    crowded.changed(place.account());
                    LOG.info("archived", job(record.job()), field("bytes", bytes));
                }
                case ArchiveResult.FileGone _ -> totals.failed();
                case ArchiveResult.NotOurs() -> LOG.debug("another watcher archives the job", job(place.job()));
            }
        });
        return totals.bytes() - before;
    }

    /// An outage ends the pass; any other failure concerns one file only.
    private void trying(RecordPlace place, Runnable work) {
        if (stopped.getAsBoolean() || !mayBeTried(place.job())) {
            return;
        }
        try {
            work.run();
        } catch (VolumeUnavailableException | ObjectStoreUnavailableException outage) {
            throw outage;
        } catch (ArchiveMismatchException
                | ObjectMissingException
                | VolumeException
                | IllegalStateException
                | UncheckedIOException wrong) {
            if (stopped.getAsBoolean()) {
                return;
            }
            totals.failed();
            remember(place.job());
            LOG.error(
                    "a released file cannot be archived, tried again in an hour",
                    job(place.job()),
                    account(place.account()),
                    cause(wrong));
        }
    }

    private boolean mayBeTried(JobId job) {
        var failedAt = failures.get(job);
        return failedAt == null || elapsed.get().minus(failedAt).compareTo(HOUR) >= 0;
    }

    private void remember(JobId job) {
        failures.remove(job);
        failures.put(job, elapsed.get());
        if (failures.size() > MOST_FAILURES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
