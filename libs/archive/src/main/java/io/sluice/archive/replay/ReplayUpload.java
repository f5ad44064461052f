package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.ArchiveObjects;
import io.sluice.archive.ArchivedFile;
import io.sluice.archive.Content;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Makes a new job of an archived file: it restores the file as a claim, which is then validated like any
/// other.
///
/// It writes the bytes to a folder where nobody looks for claims, so that no half-written file is validated;
/// the daily cleaning removes leftovers. After the rename into `processing/` the claim is recovered after a
/// crash like any other.
final class ReplayUpload {
    private static final Log LOG = Log.of(ReplayUpload.class);

    private final ListArchive archive;
    private final ArchiveObjects objects;
    private final Volume volume;
    private final NewJobIds ids;
    private final ClaimAnnouncement announcement;
    private final Clock clock;

    ReplayUpload(
            ListArchive archive,
            ArchiveObjects objects,
            Volume volume,
            NewJobIds ids,
            ClaimAnnouncement announcement,
            Clock clock) {
        this.archive = archive;
        this.objects = objects;
        this.volume = volume;
        this.ids = ids;
        this.announcement = announcement;
        this.clock = clock;
    }

    /// Returns the new job with its file in `processing/`; empty when the archive has no such job of the
    /// account.
    ///
    /// @throws ArchiveMismatchException when the object does not hold the bytes that were archived
    Optional<JobRef> replay(AccountId account, JobId archivedJob) {
        return archive.find(account, archivedJob).map(this::replay);
    }

    private JobRef replay(ArchivedFile archived) {
        var key = archived.key();
        var job = new JobRef(ids.next(), key.account(), key.source(), key.dataDate(), archived.fileName());
        var draft = VolumePaths.REPLAYS + "/" + job.jobId();
        volume.mkdirs(VolumePaths.REPLAYS);
        var written = objects.read(key.toString(), packed -> write(packed, draft));
        if (!written.equals(archived.content())) {
            volume.remove(draft);
            throw new ArchiveMismatchException(
                    "expected %s in the archived object %s but it holds %s; it is not replayed, look into the object store"
                            .formatted(archived.content(), key, written));
        }
        volume.mkdirs(VolumePaths.processing(job.accountId(), job.jobId()));
        volume.rename(draft, VolumePaths.claimed(job));
        announce(job);
        LOG.info("replayed", job(job), field("archivedJobId", key.job()));
        return job;
    }

    private Content write(InputStream packed, String draft) throws IOException {
        var digest = Content.newDigest();
        try (var plain = new DigestInputStream(new GZIPInputStream(packed), digest)) {
            volume.write(draft, plain);
        }
        return Content.of(digest, present(draft).size());
    }

    private FileAttributes present(String path) {
        return volume.stat(path)
                .orElseThrow(() -> new VolumePathMissingException("%s was written and is gone".formatted(path), null));
    }

    private void announce(JobRef job) {
        var file = present(VolumePaths.claimed(job));
        var now = clock.instant();
        announcement
                .publish(UploadClaimed.of(job, file.size(), file.modifiedAt(), now, now))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warn(
                            "a replayed file is not announced yet, recovery announces it later",
                            job(job),
                            cause(failure));
                    return Uni.createFrom().voidItem();
                })
                .await()
                .indefinitely();
    }
}
