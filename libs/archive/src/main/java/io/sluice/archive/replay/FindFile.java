package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.archive.ArchiveObjects;
import io.sluice.archive.ArchivedFile;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.release.ReleaseRecords;
import java.util.Optional;

/// Finds the file of an ended job. A file leaves the volume only once it is in the archive, so the volume is
/// searched first.
final class FindFile {
    private final Volume volume;
    private final ReleaseRecords records;
    private final ArchiveObjects objects;

    FindFile(Volume volume, ArchiveObjects objects) {
        this.volume = volume;
        this.records = new ReleaseRecords(volume);
        this.objects = objects;
    }

    Optional<ReplaySource> find(JobRef job) {
        return released(job).or(() -> kept(job)).or(() -> archived(job));
    }

    /// The release record says where the file lies: a name in `processed/` or `invalid/` may belong to
    /// another job.
    Optional<ReplaySource> released(JobRef job) {
        return records.find(job.accountId(), job.jobId())
                .filter(record -> volume.stat(record.volumePath())
                        .filter(FileAttributes::isFile)
                        .filter(file -> file.size() == record.size())
                        .isPresent())
                .map(ReplaySource.Released::new);
    }

    /// The claim of a job that ended because the volume denied to release its file.
    private Optional<ReplaySource> kept(JobRef job) {
        return volume.stat(VolumePaths.claimed(job))
                .filter(FileAttributes::isFile)
                .map(file -> new ReplaySource.Kept(VolumePaths.claimed(job)));
    }

    Optional<ReplaySource> archived(JobRef job) {
        return objects.find(ArchiveKey.ofFile(job).toString())
                .flatMap(ArchivedFile::of)
                .map(ReplaySource.Archived::new);
    }
}
