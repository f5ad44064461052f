package io.sluice.watcher.release;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.UnreadableOutcomeException;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Moves a validated file with its report to `processed/` or `invalid/`, then publishes the end of the job.
///
/// It may stop after any step and run again, in this or in another watcher:
///
/// 1. write the planned record for the archive;
/// 2. write the report under a temporary name and rename it;
/// 3. move the file with one rename; a later run finds it there under one of two names;
/// 4. publish the event;
/// 5. confirm the record for the archive, remove the claim's empty folder.
///
/// Releases of one key never run at the same time, so that nobody else uses a name between the check and the
/// rename: they are in one partition, and while that moves between two consumers of this process a lock
/// orders them. Thread-safe.
public final class ReleaseUpload {
    private static final Log LOG = Log.of(ReleaseUpload.class);
    private static final String REPORT = ".errors.csv";
    private static final int LOCKS = 256;

    private final Volume volume;
    private final ReleaseRecords records;
    private final ErrorReports reports;
    private final PublishEvent events;
    private final Clock clock;
    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    public ReleaseUpload(Volume volume, ErrorReports reports, PublishEvent events, Clock clock) {
        this.volume = volume;
        this.records = new ReleaseRecords(volume);
        this.reports = reports;
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
        var job = validated.job();
        var report = validated.hasReport() ? Optional.of(report(validated)) : Optional.<byte[]>empty();
        var folder = folder(validated);
        var claimed = VolumePaths.claimed(job);
        if (!isFile(claimed)) {
            return end(validated, folder, report.isPresent(), placeOf(validated, folder));
        }
        String name;
        try {
            name = moveUnlessDenied(validated, claimed, folder, report);
        } catch (VolumeRefusedException denied) {
            if (denied.isPermanent() && CheckFailure.UNRELEASED.isCauseOf(validated)) {
                return keep(validated, denied);
            }
            throw denied;
        }
        return end(validated, folder, report.isPresent(), Optional.of(name));
    }

    private JobFinished end(UploadValidated validated, String folder, boolean reported, Optional<String> name) {
        var job = validated.job();
        if (name.isEmpty()) {
            requireMounted();
            LOG.error(
                    "a validated file is neither in its claim nor in its final folder, its job ends without it",
                    job(job),
                    field("claim", VolumePaths.claimed(job)),
                    field("folder", folder));
        }
        var finished = new JobFinished(
                validated,
                name.map(known -> asSeenByAccount(validated, known)),
                name.filter(known -> reported).map(known -> asSeenByAccount(validated, known + REPORT)),
                clock.instant());
        events.publish(Topics.JOB_FINISHED, job.key(), finished).await().indefinitely();
        if (name.isPresent()) {
            records.confirm(place(validated));
        }
        removeFolder(job);
        return finished;
    }

    private boolean isFile(String path) {
        return volume.stat(path).filter(FileAttributes::isFile).isPresent();
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
        events.publish(Topics.JOB_FINISHED, job.key(), finished).await().indefinitely();
        return finished;
    }

    /// A folder that is missing stays missing, so that is a denial, too.
    private String moveUnlessDenied(UploadValidated validated, String claimed, String folder, Optional<byte[]> report) {
        try {
            return move(validated, claimed, folder, report);
        } catch (VolumePathMissingException missing) {
            if (isFile(claimed)) {
                throw VolumeRefusedException.permanent(String.valueOf(missing.getMessage()), missing);
            }
            throw missing;
        }
    }

    /// The stored report; when it is gone or damaged, the first errors that came with the event.
    private byte[] report(UploadValidated validated) {
        var job = validated.job();
        try {
            return reports.csv(job.accountId(), job.jobId()).orElseGet(() -> firstErrors(validated, "it is gone"));
        } catch (UnreadableOutcomeException damaged) {
            return firstErrors(validated, String.valueOf(damaged.getMessage()));
        }
    }

    private static byte[] firstErrors(UploadValidated validated, String reason) {
        var job = validated.job();
        LOG.error(
                "the stored report of a job cannot be read, its first errors take its place",
                job(job),
                field("cause", reason));
        return new ReportDocument(
                        Optional.of(job.jobId()),
                        job.fileName(),
                        false,
                        validated.rows(),
                        validated.errorCount(),
                        List.of(),
                        validated.errorCount() > validated.firstErrors().size(),
                        validated.firstErrors())
                .csv();
    }

    /// While a volume is being mounted all its files are missing.
    private void requireMounted() {
        if (volume.stat(VolumePaths.PROCESSING).isEmpty()) {
            throw new VolumeUnavailableException(
                    "the volume has no folder %s, is it mounted?".formatted(VolumePaths.PROCESSING), null);
        }
    }

    private String move(UploadValidated validated, String claimed, String folder, Optional<byte[]> report) {
        var job = validated.job();
        volume.mkdirs(folder);
        var name = freeName(job, folder, report);
        records.plan(
                place(validated),
                ReleaseRecord.of(
                        validated,
                        asSeenByAccount(validated, name),
                        report.map(present -> asSeenByAccount(validated, name + REPORT)),
                        clock.instant()));
        report.ifPresent(content -> writeReport(job, folder, name, content));
        volume.rename(claimed, folder + "/" + name);
        return name;
    }

    private static RecordPlace place(UploadValidated validated) {
        return RecordPlace.of(validated.job().accountId(), validated.job().jobId(), validated.validatedAt());
    }

    /// The file's own name; with the job id before the extension when that name or the name of its report is
    /// taken.
    private String freeName(JobRef job, String folder, Optional<byte[]> report) {
        var plain = folder + "/" + job.fileName();
        return volume.stat(plain).isPresent() || isTaken(plain + REPORT, report) ? nameWithJob(job) : job.fileName();
    }

    /// A report with the same bytes is not in the way: a previous run wrote it and stopped before it moved
    /// the file.
    private boolean isTaken(String reportPath, Optional<byte[]> report) {
        var present = volume.stat(reportPath);
        if (present.isEmpty()) {
            return false;
        }
        if (report.isEmpty() || present.get().size() != report.get().length) {
            return true;
        }
        return !volume.read(reportPath, content -> contains(content, report.get()));
    }

    private static boolean contains(InputStream content, byte[] expected) throws IOException {
        return Arrays.equals(content.readNBytes(expected.length + 1), expected);
    }

    private void writeReport(JobRef job, String folder, String name, byte[] content) {
        var temporary = "%s/.%s.part".formatted(folder, job.jobId());
        volume.write(temporary, new ByteArrayInputStream(content));
        volume.rename(temporary, folder + "/" + name + REPORT);
    }

    /// The name under which a previous run moved the file.
    private Optional<String> placeOf(UploadValidated validated, String folder) {
        var job = validated.job();
        if (volume.stat(folder + "/" + nameWithJob(job)).isPresent()) {
            return Optional.of(nameWithJob(job));
        }
        return volume.stat(folder + "/" + job.fileName())
                .filter(present -> present.isFile() && present.size() == validated.size())
                .map(present -> job.fileName());
    }

    private static String nameWithJob(JobRef job) {
        var dot = job.fileName().lastIndexOf('.');
        return "%s.%s%s"
                .formatted(
                        job.fileName().substring(0, dot),
                        job.jobId(),
                        job.fileName().substring(dot));
    }

    private static String folder(UploadValidated validated) {
        var job = validated.job();
        return validated.outcome() == Outcome.SUCCESS
                ? VolumePaths.processed(job.accountId(), job.sourceType())
                : VolumePaths.invalid(job.accountId(), job.sourceType());
    }

    private static String asSeenByAccount(UploadValidated validated, String name) {
        return folder(validated)
                        .substring(
                                VolumePaths.account(validated.job().accountId()).length()) + "/" + name;
    }

    private void removeFolder(JobRef job) {
        try {
            ClaimFolder.remove(volume, VolumePaths.processing(job.accountId(), job.jobId()));
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debug("the folder of a claim is gone or stays", job(job), cause(stays));
        }
    }
}
