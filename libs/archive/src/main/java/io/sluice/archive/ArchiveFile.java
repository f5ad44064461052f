package io.sluice.archive;

import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Archives one released file with its report, so that a process may end, or another one do the same, at any
/// line.
///
/// Stored and read back, the file is *taken* out of its account's sight by a rename, then its record is
/// renamed to `.done`, then the bytes are removed, then the record. As long as the record has its first name,
/// what lies under the file's name is the file, or it lies beside the record already; a newcomer gets the
/// name only when the file was taken. Whoever takes something and then finds the record gone has taken a
/// newcomer, and puts it back.
public final class ArchiveFile {
    private static final Logger LOG = Logger.getLogger(ArchiveFile.class);

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
    /// @throws ArchiveMismatchException when bytes are not what they should be; then the file stays
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
                .ifPresent(path -> store.store(
                        record, ArchiveKey.of(record.job(), ArchiveKey.Kind.REPORT), path, Optional.empty()));
        store.store(record, ArchiveKey.of(record.job(), ArchiveKey.Kind.FILE), record.volumePath(), Content.of(record));
    }

    private ArchiveResult withoutFile(RecordPlace place, ReleaseRecord record) {
        if (isFile(place.original()) || volume.stat(place.record()).isEmpty()) {
            return new ArchiveResult.NotOurs();
        }
        LOG.errorf(
                "expected a released file at %s but nothing lies there: it was moved or removed by hand and cannot be"
                        + " archived, jobId=%s",
                record.volumePath(), place.job());
        removeIfThere(place.report());
        removeIfThere(place.record());
        return new ArchiveResult.FileGone(record);
    }

    private boolean isFile(String path) {
        return volume.stat(path).filter(FileAttributes::isFile).isPresent();
    }

    /// False when it is not there, or was taken before.
    private boolean take(Move move) {
        try {
            volume.renameUnlessTaken(move.from, move.to);
            return true;
        } catch (VolumePathMissingException | VolumeRefusedException takenBefore) {
            LOG.debugf("not taken: %s", takenBefore.getMessage());
            return false;
        }
    }

    private boolean isFirstToFinish(RecordPlace place) {
        try {
            volume.rename(place.record(), place.done());
            return true;
        } catch (VolumePathMissingException finishedByAnother) {
            LOG.debugf("the record is gone: %s", finishedByAnother.getMessage());
            return false;
        }
    }

    private ArchiveResult givenBack(RecordPlace place, Move file, Optional<Move> report) {
        LOG.infof("job %s was archived by another watcher meanwhile, what came in its place is put back", place.job());
        putBack(file);
        report.ifPresent(this::putBack);
        return new ArchiveResult.NotOurs();
    }

    private void putBack(Move move) {
        try {
            volume.renameUnlessTaken(move.to, move.from);
        } catch (VolumePathMissingException | VolumeRefusedException impossible) {
            LOG.errorf(
                    "a file that was taken by mistake cannot be put back, move %s to %s by hand: %s",
                    move.to, move.from, impossible.getMessage());
        }
    }

    /// Ends what a watcher left that was killed when the file was archived and taken; not for one that
    /// another watcher may be about to end.
    ///
    /// @throws ArchiveMismatchException when what was taken is not what is archived
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
            var key = ArchiveKey.of(record.job(), ArchiveKey.Kind.FILE);
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

    /// Removes what was archived.
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
            LOG.debugf("removed before: %s", removedBefore.getMessage());
        }
    }

    private record Move(String from, String to) {}
}
