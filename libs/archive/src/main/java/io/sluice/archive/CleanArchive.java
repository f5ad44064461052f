package io.sluice.archive;

import io.sluice.archive.ArchiveObjects.StoredObject;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Removes what is not needed any more: expired archives, and what killed uploads and replays left. Meant to
/// run daily.
///
/// It judges by the clock that stamped the thing, the object store's or the SFTP server's: no clock of ours
/// matters.
final class CleanArchive {
    private static final Logger LOG = Logger.getLogger(CleanArchive.class);
    private static final Duration ABANDONED = Duration.ofDays(2);
    private static final int PAGE = 1_000;

    private final Volume volume;
    private final ArchiveObjects objects;
    private final Optional<Duration> retention;
    private final BooleanSupplier stopped;
    private final ArchiveTotals totals;

    CleanArchive(
            Volume volume,
            ArchiveObjects objects,
            Optional<Duration> retention,
            BooleanSupplier stopped,
            ArchiveTotals totals) {
        this.volume = volume;
        this.objects = objects;
        this.retention = retention;
        this.stopped = stopped;
        this.totals = totals;
    }

    void run() {
        var now = objects.now();
        var aborted = objects.abortWritesBegunBefore(now.minus(ABANDONED));
        if (aborted > 0) {
            LOG.infof("%d unfinished uploads to the archive were cleared away", aborted);
        }
        removeAbandonedReplays();
        retention.ifPresent(this::expire);
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
            LOG.debugf("no replay was left: %s", none.getMessage());
        }
    }

    private void expire(Duration kept) {
        var latest = objects.now().minus(kept);
        var after = "";
        List<StoredObject> page;
        do {
            page = objects.list(ArchiveKey.ROOT, after, PAGE);
            for (var object : page) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                if (object.modifiedAt().isBefore(latest)
                        && ArchiveKey.read(object.key()).isPresent()) {
                    objects.remove(object.key());
                    totals.expired(1);
                }
            }
            after = page.isEmpty() ? after : page.getLast().key();
        } while (page.size() == PAGE);
    }
}
