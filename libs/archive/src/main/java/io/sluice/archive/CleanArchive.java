package io.sluice.archive;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.archive.ArchiveObjects.StoredObject;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Removes what is not needed any more: expired archives, and leftovers of killed uploads and replays. Meant
/// to run daily.
///
/// It compares each timestamp with the clock that wrote it, that of the object store or of the SFTP server.
/// So the clock of this process does not matter.
final class CleanArchive {
    private static final Log LOG = Log.of(CleanArchive.class);
    private static final Duration ABANDONED = Duration.ofDays(2);
    private static final int PAGE = 1_000;

    private final Volume volume;
    private final ArchiveObjects objects;
    private final Function<AccountId, Optional<Duration>> retention;
    private final BooleanSupplier stopped;
    private final ArchiveTotals totals;

    /// @param retention how long the archive of an account is kept; empty when that is not known now
    CleanArchive(
            Volume volume,
            ArchiveObjects objects,
            Function<AccountId, Optional<Duration>> retention,
            BooleanSupplier stopped,
            ArchiveTotals totals) {
        this.volume = volume;
        this.objects = objects;
        this.retention = retention;
        this.stopped = stopped;
        this.totals = totals;
    }

    void run() {
        var aborted = objects.abortWritesOlderThan(ABANDONED);
        if (aborted > 0) {
            LOG.info("unfinished uploads to the archive were removed", field("uploads", aborted));
        }
        removeAbandonedReplays();
        expire();
    }

    private void removeAbandonedReplays() {
        var latest = new ServerClock(volume).get().minus(ABANDONED);
        try {
            for (var entry : volume.list(VolumePaths.REPLAYS)) {
                if (entry.attributes().modifiedAt().isBefore(latest)) {
                    volume.remove(VolumePaths.REPLAYS + "/" + entry.name());
                }
            }
        } catch (VolumePathMissingException none) {
            LOG.debug("no replay was left behind", cause(none));
        }
    }

    private void expire() {
        var now = objects.now();
        var after = "";
        List<StoredObject> page;
        do {
            page = objects.list(ArchiveKey.ROOT, after, PAGE);
            for (var object : page) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                if (isOver(object, now)) {
                    objects.remove(object.key());
                    totals.expired(1);
                }
            }
            after = page.isEmpty() ? after : page.getLast().key();
        } while (page.size() == PAGE);
    }

    private boolean isOver(StoredObject object, Instant now) {
        return ArchiveKey.read(object.key())
                .flatMap(key -> retention.apply(key.account()))
                .filter(kept -> object.modifiedAt().isBefore(now.minus(kept)))
                .isPresent();
    }
}
