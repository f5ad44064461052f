package io.sluice.watcher.release;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.claim.ClaimFolder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Moves a validated file with its report to `processed/` or `invalid/`, then publishes the end of the job.
///
/// It may stop after any step and run again, in this or in another watcher:
///
/// | the process dies after | on the volume | what the next run does |
/// |---|---|---|
/// | the planned record was written | the file in its claim, the record | writes the record again |
/// | the report was written | the same and a report, under its final or a temporary name | writes it again |
/// | the file moved with one rename | file, report, planned record | finds it under one of two names, publishes |
/// | the event was published | the same | publishes it again; consumers know the job id |
/// | the record was confirmed | the same, and the folder of the claim | the same, then removes the folder |
///
/// The next run comes with the event that is delivered again; or the claim is announced again, and its stored
/// outcome published.
///
/// Releases of one key never run at the same time, so that nobody else uses a name between the check and the
/// rename: they are in one partition, and while that moves between two consumers of this process a lock
/// orders them. Thread-safe.
public final class ReleaseUpload {
    private static final Log LOG = Log.of(ReleaseUpload.class);
    private static final int LOCKS = 256;

    private final Volume volume;
    private final ReleaseRecords records;
    private final ReportOfJob reports;
    private final PublishEvent events;
    private final Clock clock;
    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    public ReleaseUpload(Volume volume, ErrorReports reports, PublishEvent events, Clock clock) {
        this.volume = volume;
        this.records = new ReleaseRecords(volume);
        this.reports = new ReportOfJob(reports);
        this.events = events;
        this.clock = clock;
    }

    /// Blocks until the event is durable; fails when the volume, the object store or the broker is
    /// unavailable, and when the volume refuses the move.
    ///
    /// @return the end of the job; without a path when the file is neither in its claim nor in its final
    /// folder, because nothing can bring it back, and when the job ends because the volume denies the move
    public JobFinished release(UploadValidated validated) {
        var lock = locks.get(Math.floorMod(validated.job().key().hashCode(), LOCKS));
        lock.lock();
        try {
            return releaseAlone(validated);
        } finally {
            lock.unlock();
        }
    }

    private JobFinished releaseAlone(UploadValidated validated) {
        var report = reports.of(validated);
        var folder = new FinalFolder(volume, validated);
        if (!isFile(VolumePaths.claimed(validated.job()))) {
            return end(validated, folder, report.isPresent(), folder.nameOfMoved());
        }
        String name;
        try {
            name = moveUnlessDenied(validated, folder, report);
        } catch (VolumeRefusedException denied) {
            if (denied.isPermanent() && UnreleasedFile.isEndOf(validated)) {
                return keep(validated, denied);
            }
            throw denied;
        }
        return end(validated, folder, report.isPresent(), Optional.of(name));
    }

    /// A folder that is missing stays missing, so that is a denial, too.
    private String moveUnlessDenied(UploadValidated validated, FinalFolder folder, Optional<byte[]> report) {
        try {
            return move(validated, folder, report);
        } catch (VolumePathMissingException missing) {
            if (isFile(VolumePaths.claimed(validated.job()))) {
                throw VolumeRefusedException.permanent(String.valueOf(missing.getMessage()), missing);
            }
            throw missing;
        }
    }

    private String move(UploadValidated validated, FinalFolder folder, Optional<byte[]> report) {
        volume.mkdirs(folder.path());
        var name = folder.freeName(report);
        records.plan(
                place(validated),
                ReleaseRecord.of(
                        validated,
                        folder.asSeenByAccount(name),
                        report.map(present -> folder.reportAsSeenByAccount(name)),
                        clock.instant()));
        report.ifPresent(content -> folder.writeReport(name, content));
        volume.rename(VolumePaths.claimed(validated.job()), folder.path() + "/" + name);
        return name;
    }

    private JobFinished end(UploadValidated validated, FinalFolder folder, boolean reported, Optional<String> name) {
        var job = validated.job();
        if (name.isEmpty()) {
            requireMounted();
            LOG.error(
                    "a validated file is neither in its claim nor in its final folder, its job ends without it",
                    job(job),
                    field("claim", VolumePaths.claimed(job)),
                    field("folder", folder.path()));
        }
        var finished = new JobFinished(
                validated,
                name.map(folder::asSeenByAccount),
                name.filter(known -> reported).map(folder::reportAsSeenByAccount),
                clock.instant());
        publish(finished);
        if (name.isPresent()) {
            records.confirm(place(validated));
        }
        removeFolder(job);
        return finished;
    }

    /// Ends a job whose file the volume has denied to move for as long as it was tried: the file stays in its
    /// claim, from where it can be replayed.
    private JobFinished keep(UploadValidated validated, VolumeRefusedException denied) {
        var job = validated.job();
        LOG.error(
                "the volume denies to release a file, its job ends and the file stays in its claim; give the service user its rights back, then replay the job",
                job(job),
                field("path", VolumePaths.claimed(job)),
                cause(denied));
        var finished = new JobFinished(validated, Optional.empty(), Optional.empty(), clock.instant(), true);
        publish(finished);
        return finished;
    }

    private void publish(JobFinished finished) {
        events.publish(Topics.JOB_FINISHED, finished.job().key(), finished)
                .await()
                .indefinitely();
    }

    private boolean isFile(String path) {
        return volume.stat(path).filter(FileAttributes::isFile).isPresent();
    }

    /// While a volume is being mounted all its files are missing.
    private void requireMounted() {
        if (volume.stat(VolumePaths.PROCESSING).isEmpty()) {
            throw new VolumeUnavailableException(
                    "the volume has no folder %s, is it mounted?".formatted(VolumePaths.PROCESSING), null);
        }
    }

    private static RecordPlace place(UploadValidated validated) {
        return RecordPlace.of(validated.job().accountId(), validated.job().jobId(), validated.validatedAt());
    }

    private void removeFolder(JobRef job) {
        try {
            ClaimFolder.remove(volume, VolumePaths.processing(job.accountId(), job.jobId()));
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debug("the folder of a claim is gone or stays", job(job), cause(stays));
        }
    }
}
