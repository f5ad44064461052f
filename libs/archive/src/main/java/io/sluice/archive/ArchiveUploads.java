package io.sluice.archive;

import io.sluice.archive.SlowestClock.Reading;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
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
import org.jboss.logging.Logger;

/// One pass of the archive: what is older than the time to keep, then what crowded accounts can spare, oldest
/// first.
///
/// Files without a release record were not put there by a watcher: they are left alone and not looked for. A
/// file that cannot be archived holds up no other and is tried again an hour later. Used by one thread.
public final class ArchiveUploads {
    private static final Logger LOG = Logger.getLogger(ArchiveUploads.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int TROUBLES = 1_000;

    private final ReleaseRecords records;
    private final ArchiveFile file;
    private final SlowestClock clock;
    private final CrowdedAccounts crowded;
    private final Duration keep;
    private final Supplier<Duration> elapsed;
    private final BooleanSupplier stopped;
    private final ArchiveTotals totals;
    private final Map<JobId, Duration> troubles = new LinkedHashMap<>();
    private final Set<RecordPlace> leftNow = new HashSet<>();
    private Set<RecordPlace> leftBefore = Set.of();
    private Optional<String> toldReason = Optional.empty();

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
    /// @throws RuntimeException when a part that all need is away; the next pass goes on from there
    public void run() {
        var time = clock.read();
        tell(time);
        leftNow.clear();
        var latest = time.now().minus(keep);
        for (var hour : records.hours()) {
            if (mayHoldDue(hour, latest, time.now())) {
                // In another order than other watchers, so that they share the work.
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

    private void tell(Reading time) {
        if (!time.held().equals(toldReason)) {
            time.held().ifPresent(reason -> LOG.warnf("nothing is archived before its time: %s", reason));
        }
        toldReason = time.held();
        totals.held(time.held().isPresent());
    }

    /// Hours that a wrong clock put into the future are looked at, too.
    private static boolean mayHoldDue(String hour, Instant latest, Instant now) {
        return RecordPlace.startOf(hour)
                .filter(start -> !start.isAfter(latest) || start.isAfter(now.plus(HOUR)))
                .isPresent();
    }

    /// Whether nobody puts records into an hour's folders any more.
    private static boolean isOver(String hour, Instant now) {
        return RecordPlace.startOf(hour)
                .filter(start -> start.plus(HOUR.multipliedBy(2)).isBefore(now))
                .isPresent();
    }

    private void archiveDue(String hour, AccountId account, Instant latest) {
        var entries = records.entries(hour, account);
        completeLeft(hour, account, entries);
        for (var entry : entries) {
            // The server's clock wrote this time; the record itself holds the watcher's.
            Suffix.RECORD
                    .jobOf(entry.name())
                    .filter(job -> !entry.attributes().modifiedAt().isAfter(latest))
                    .map(job -> new RecordPlace(hour, account, job))
                    .filter(place -> wasReleasedBy(place, latest))
                    .ifPresent(this::archive);
        }
    }

    /// What lay there at the former pass, too, is no other watcher's work in progress.
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
            LOG.debugf("account %s stays crowded by %d bytes, nothing more of it can be archived", account, left);
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

    /// Archives one file, or tells why not.
    ///
    /// @return bytes freed
    private long archive(RecordPlace place) {
        var before = totals.bytes();
        trying(place, () -> {
            switch (file.archive(place)) {
                case ArchiveResult.Archived(var record, var bytes) -> {
                    totals.archived(bytes);
                    crowded.changed(place.account());
                    LOG.infof(
                            "archived, jobId=%s accountId=%s fileName=%s size=%d",
                            place.job(), place.account(), record.job().fileName(), bytes);
                }
                case ArchiveResult.FileGone _ -> totals.failed();
                case ArchiveResult.NotOurs() -> LOG.debugf("job %s is archived by another watcher", place.job());
            }
        });
        return totals.bytes() - before;
    }

    /// Outages end the pass, everything else concerns one file.
    private void trying(RecordPlace place, Runnable work) {
        if (stopped.getAsBoolean() || !isToBeTried(place.job())) {
            return;
        }
        try {
            work.run();
        } catch (VolumeUnavailableException | ObjectStoreUnavailableException away) {
            throw away;
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
            LOG.errorf(
                    "a released file is not archived and is tried again in an hour, jobId=%s accountId=%s: %s",
                    place.job(), place.account(), wrong.getMessage());
        }
    }

    private boolean isToBeTried(JobId job) {
        var failedAt = troubles.get(job);
        return failedAt == null || elapsed.get().minus(failedAt).compareTo(HOUR) >= 0;
    }

    private void remember(JobId job) {
        troubles.remove(job);
        troubles.put(job, elapsed.get());
        if (troubles.size() > TROUBLES) {
            troubles.remove(troubles.keySet().iterator().next());
        }
    }
}
