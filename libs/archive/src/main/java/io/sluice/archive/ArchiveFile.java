package io.sluice.archive;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import java.util.Optional;

/// Archives one released file with its report.
///
/// The process may end after any line, and another watcher may archive the same file at the same time. The
/// steps, and what a restarted watcher finds after each of them:
///
/// | step | on the volume afterwards |
/// |---|---|
/// | 1. store file and report in the object store, read both back | record `.json`, file in its account's folder |
/// | 2. *take* report and file: rename them beside the record | record `.json`, file beside it |
/// | 3. rename the record to `.done` | record `.done`, file beside it |
/// | 4. remove report, file and record | nothing |
///
/// The rename of step 3 succeeds for one watcher. A watcher that finds the record renamed already has taken a
/// newer file of the same name, and moves it back: while the record is named `.json`, only the archived file
/// itself can lie in the account's folder or beside the record.
public final class ArchiveFile {
    private static final Log LOG = Log.of(ArchiveFile.class);

    private final Volume volume;
    private final ReleaseRecords records;
    private final StoreInArchive store;
    private final ArchiveObjects objects;

    ArchiveFile(Volume volume, ReleaseRecords records, StoreInArchive store, ArchiveObjects objects) {
        this.volume = volume;
        this.records = records;
        this.store = store;
        this.objects = objects;
    }

    /// Archives the file of a record that is due.
    ///
    /// @throws ArchiveMismatchException when the bytes differ from the expected ones; then the file stays
    ArchiveResult archive(RecordPlace place) {
        var found = records.read(place.record());
        if (found.isEmpty()) {
            return new ArchiveResult.NotOurs();
        }
        var record = found.get();
        var file = new Move(record.volumePath(), place.original());
        if (isFile(file.to)) {
            return new ArchiveResult.NotOurs();
        }
        if (!isFile(file.from)) {
            return withoutFile(place, record);
        }
        store(record);
        var report = record.reportPath()
                .map(record::onVolume)
                .map(path -> new Move(path, place.report()))
                .filter(this::take);
        if (!take(file)) {
            return new ArchiveResult.NotOurs();
        }
        return isFirstToFinish(place)
                ? new ArchiveResult.Archived(record, removed(place))
                : givenBack(place, file, report);
    }

    private void store(ReleaseRecord record) {
        record.reportPath()
                .map(record::onVolume)
                .filter(this::isFile)
                .ifPresent(path ->
                        store.store(record, ArchiveKey.of(record.job(), ArchivedPart.REPORT), path, Optional.empty()));
        store.store(record, ArchiveKey.of(record.job(), ArchivedPart.FILE), record.volumePath(), Content.of(record));
    }

    private ArchiveResult withoutFile(RecordPlace place, ReleaseRecord record) {
        if (isFile(place.original()) || volume.stat(place.record()).isEmpty()) {
            return new ArchiveResult.NotOurs();
        }
        LOG.error(
                "expected a released file but it is gone, somebody moved or removed it by hand; it is not archived",
                job(record.job()),
                field("path", record.volumePath()));
        removeIfThere(place.report());
        removeIfThere(place.record());
        return new ArchiveResult.FileGone(record);
    }

    private boolean isFile(String path) {
        return volume.stat(path).filter(FileAttributes::isFile).isPresent();
    }

    /// Returns false when the file is missing, or was taken before.
    private boolean take(Move move) {
        try {
            volume.renameUnlessTaken(move.from, move.to);
            return true;
        } catch (VolumePathMissingException | VolumeRefusedException takenBefore) {
            LOG.debug("not taken", cause(takenBefore));
            return false;
        }
    }

    private boolean isFirstToFinish(RecordPlace place) {
        try {
            volume.rename(place.record(), place.done());
            return true;
        } catch (VolumePathMissingException finishedByAnother) {
            LOG.debug("the record is gone", cause(finishedByAnother));
            return false;
        }
    }

    private ArchiveResult givenBack(RecordPlace place, Move file, Optional<Move> report) {
        LOG.info(
                "another watcher archived the job first, the newer file that was taken is moved back",
                job(place.job()));
        putBack(file);
        report.ifPresent(this::putBack);
        return new ArchiveResult.NotOurs();
    }

    private void putBack(Move move) {
        try {
            volume.renameUnlessTaken(move.to, move.from);
        } catch (VolumePathMissingException | VolumeRefusedException impossible) {
            LOG.error(
                    "a file that was taken by mistake cannot be moved back, move it by hand",
                    field("from", move.to),
                    field("to", move.from),
                    cause(impossible));
        }
    }

    /// Completes what a killed watcher left behind after it took the file. Not for a file that another
    /// watcher may be completing now.
    ///
    /// @throws ArchiveMismatchException when the taken file is not the archived one
    void complete(RecordPlace place) {
        var record = records.read(place.record());
        if (record.isPresent()) {
            if (isFile(place.original()) && isFirstToFinish(place)) {
                removeArchived(place, record.get());
            }
            return;
        }
        records.read(place.done()).ifPresentOrElse(done -> removeArchived(place, done), () -> withoutRecord(place));
    }

    private void removeArchived(RecordPlace place, ReleaseRecord record) {
        if (isFile(place.original())) {
            var key = ArchiveKey.of(record.job(), ArchivedPart.FILE);
            var taken = store.contentOf(place.original());
            var archived = objects.find(key.toString()).flatMap(ArchivedFile::of);
            if (!archived.map(ArchivedFile::content).equals(Optional.of(taken))) {
                throw new ArchiveMismatchException(
                        "expected the bytes of the archived object %s in %s but it holds %s; it stays, compare them by hand"
                                .formatted(key, place.original(), taken));
            }
        }
        removed(place);
    }

    private void withoutRecord(RecordPlace place) {
        if (isFile(place.original())) {
            throw new ArchiveMismatchException(
                    "expected a release record beside %s but there is none; move the file back by hand"
                            .formatted(place.original()));
        }
    }

    /// Removes the archived file, its report and its record.
    ///
    /// @return the size of the removed file
    private long removed(RecordPlace place) {
        var bytes = volume.stat(place.original()).map(FileAttributes::size).orElse(0L);
        removeIfThere(place.report());
        removeIfThere(place.original());
        removeIfThere(place.done());
        return bytes;
    }

    private void removeIfThere(String path) {
        try {
            volume.remove(path);
        } catch (VolumePathMissingException removedBefore) {
            LOG.debug("removed before", cause(removedBefore));
        }
    }

    private record Move(String from, String to) {}
}
