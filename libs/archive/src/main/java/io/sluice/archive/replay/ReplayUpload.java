package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.ArchiveObjects;
import io.sluice.archive.Content;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Makes a new job of the file of an ended job: it copies the file to a new claim, which is then validated
/// like any other. The file of the previous job stays where it is, in `processed/`, `invalid/` or the
/// archive.
///
/// The bytes go to a folder where nobody looks for claims, so that no half-written file is validated; the
/// daily cleaning removes leftovers. After the rename into `processing/` the claim is recovered after a crash
/// like any other.
///
/// The new job takes its id before anybody looks for later attempts, and before the copy. So what arrives
/// during the replay is newer than it. [ReplayTurns] keeps replays of one account apart. Thread-safe.
final class ReplayUpload {
    private static final Log LOG = Log.of(ReplayUpload.class);
    /// While a file is copied, its draft changes at least this often.
    private static final Duration AT_WORK = Duration.ofMinutes(1);

    private final FindFile files;
    private final LaterAttempts laterAttempts;
    private final ReplayNotes notes;
    private final ArchiveObjects objects;
    private final Volume volume;
    private final NewJobIds ids;
    private final ClaimAnnouncement announcement;
    private final Supplier<Instant> serverTime;
    private final Clock clock;

    /// @param serverTime the clock of the volume
    ReplayUpload(
            Volume volume,
            ArchiveObjects objects,
            LatestReleases releases,
            NewJobIds ids,
            ClaimAnnouncement announcement,
            Supplier<Instant> serverTime,
            Clock clock) {
        this.files = new FindFile(volume, objects);
        this.laterAttempts = new LaterAttempts(volume, releases);
        this.notes = new ReplayNotes(volume);
        this.objects = objects;
        this.volume = volume;
        this.ids = ids;
        this.announcement = announcement;
        this.serverTime = serverTime;
        this.clock = clock;
    }

    /// Returns when the file of the new job lies in `processing/`.
    ///
    /// @throws ArchiveMismatchException when the bytes are not those that were validated
    ReplayResult replay(ReplayRequest request) {
        volume.mkdirs(VolumePaths.REPLAYS);
        return request.idempotencyKey()
                .map(key -> replayOnce(request, ReplayNotes.path(request.job().accountId(), key)))
                .orElseGet(() -> replay(request, ids.next()));
    }

    private ReplayResult replayOnce(ReplayRequest request, String path) {
        var earlier = notes.read(path);
        if (earlier.isPresent()) {
            var note = earlier.get();
            if (!note.replayed().equals(request.job().jobId())) {
                return new ReplayResult.ForeignKey(note.replayed().value());
            }
            var made = note.claim().or(() -> madeBefore(request.job(), note.job()));
            if (made.isPresent()) {
                return new ReplayResult.Claimed(made.get());
            }
            if (isAtWork(path, note.job())) {
                return new ReplayResult.AtWork();
            }
            notes.remove(path);
        }
        var job = ids.next();
        if (!notes.writeFirst(path, new ReplayNotes.Note(request.job().jobId(), job, Optional.empty()))) {
            return new ReplayResult.AtWork();
        }
        var result = replay(request, job);
        if (result instanceof ReplayResult.Claimed(var claim)) {
            notes.complete(path, new ReplayNotes.Note(request.job().jobId(), job, Optional.of(claim)));
        } else {
            notes.remove(path);
        }
        return result;
    }

    /// The claim of a request whose process died before it completed the note.
    private Optional<UploadClaimed> madeBefore(JobRef replayed, JobId job) {
        var claimed = of(replayed, job);
        return volume.stat(VolumePaths.claimed(claimed))
                .or(() -> files.released(claimed)
                        .filter(ReplaySource.Released.class::isInstance)
                        .map(ReplaySource.Released.class::cast)
                        .flatMap(released -> volume.stat(released.record().volumePath())))
                .map(file -> event(replayed, claimed, file));
    }

    private boolean isAtWork(String note, JobId job) {
        var recently = serverTime.get().minus(AT_WORK);
        return Stream.of(note, draft(job))
                .flatMap(path -> volume.stat(path).stream())
                .anyMatch(file -> file.modifiedAt().isAfter(recently));
    }

    private ReplayResult replay(ReplayRequest request, JobId newJob) {
        if (mayOnlyRead(request.job().accountId())) {
            return new ReplayResult.OverLimit();
        }
        if (!request.force()) {
            var later = request.laterAttempt().or(() -> laterAttempts.find(request.job()));
            if (later.isPresent()) {
                return new ReplayResult.LaterAttempt(later.get());
            }
        }
        return copy(request.job(), newJob)
                .<ReplayResult>map(file -> new ReplayResult.Claimed(claim(request.job(), newJob, file)))
                .orElseGet(ReplayResult.NoFile::new);
    }

    /// A file that was refused because of a limit must not come back through here.
    private boolean mayOnlyRead(AccountId account) {
        try {
            var json =
                    volume.read(VolumePaths.READ_ONLY, file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return ReadOnlyAccounts.parse(json).at(clock.instant()).contains(account);
        } catch (VolumePathMissingException nobody) {
            return false;
        } catch (JsonProcessingException unreadable) {
            LOG.warn("the list of read-only accounts is unreadable and is written again", cause(unreadable));
            return false;
        }
    }

    /// Copies the file to the draft of the new job; empty when there is no file.
    private Optional<FileAttributes> copy(JobRef job, JobId newJob) {
        var draft = draft(newJob);
        var source = files.find(job);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            write(source.get(), draft);
        } catch (VolumePathMissingException archived) {
            LOG.debug("a file was archived while it was replayed", job(job), cause(archived));
            var inArchive = files.archived(job);
            if (inArchive.isEmpty()) {
                return Optional.empty();
            }
            write(inArchive.get(), draft);
        }
        return Optional.of(present(draft));
    }

    private void write(ReplaySource source, String draft) {
        switch (source) {
            case ReplaySource.Released(var record) -> {
                var written = volume.read(record.volumePath(), content -> write(content, draft));
                // A file that was refused unread has no hash.
                var expected = new Content(record.sha256().orElse(written.sha256()), record.size());
                check(expected, written, record.volumePath(), draft);
            }
            // No check has recorded its hash.
            case ReplaySource.Kept(var path) -> volume.read(path, content -> write(content, draft));
            case ReplaySource.Archived(var file) -> {
                var key = file.key().toString();
                var written = objects.read(key, packed -> unpack(packed, draft));
                check(file.content(), written.orElse(new Content("", -1)), "the archived object " + key, draft);
            }
        }
    }

    private Content write(InputStream content, String draft) {
        var digest = Content.newDigest();
        volume.write(draft, new DigestInputStream(content, digest));
        return Content.of(digest, present(draft).size());
    }

    /// Empty when the object is not a complete gzip stream.
    private Optional<Content> unpack(InputStream packed, String draft) throws IOException {
        try (var plain = new GZIPInputStream(packed)) {
            return Optional.of(write(plain, draft));
        } catch (ZipException | EOFException corrupt) {
            return Optional.empty();
        }
    }

    private void check(Content expected, Content written, String where, String draft) {
        if (!written.equals(expected)) {
            if (volume.stat(draft).isPresent()) {
                volume.remove(draft);
            }
            throw new ArchiveMismatchException(
                    "expected %s in %s but it holds %s; it is not replayed, find out who changed it"
                            .formatted(expected, where, written));
        }
    }

    private UploadClaimed claim(JobRef replayed, JobId newJob, FileAttributes file) {
        var claim = event(replayed, of(replayed, newJob), file);
        var job = claim.job();
        var folder = VolumePaths.processing(job.accountId(), job.jobId());
        volume.mkdirs(folder);
        volume.write(folder + "/" + VolumePaths.CLAIM, new ByteArrayInputStream(json(claim)));
        volume.rename(draft(newJob), VolumePaths.claimed(job));
        announce(claim);
        LOG.info("replayed", job(job), field("replayOf", replayed.jobId()));
        return claim;
    }

    private UploadClaimed event(JobRef replayed, JobRef job, FileAttributes file) {
        var now = clock.instant();
        return new UploadClaimed(
                job,
                file.size(),
                file.modifiedAt(),
                now,
                now,
                Optional.empty(),
                Optional.of(replayed.jobId()),
                List.of());
    }

    private static JobRef of(JobRef replayed, JobId job) {
        return new JobRef(job, replayed.accountId(), replayed.sourceType(), replayed.dataDate(), replayed.fileName());
    }

    private static String draft(JobId job) {
        return VolumePaths.REPLAYS + "/" + job;
    }

    private FileAttributes present(String path) {
        return volume.stat(path)
                .orElseThrow(() -> new VolumePathMissingException("%s was written and is gone".formatted(path), null));
    }

    private static byte[] json(UploadClaimed claim) {
        try {
            return SluiceJson.mapper().writeValueAsBytes(claim);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a claim can always be written", impossible);
        }
    }

    private void announce(UploadClaimed claim) {
        announcement
                .publish(claim)
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warn(
                            "a replayed file is not announced yet, recovery announces it later",
                            job(claim.job()),
                            cause(failure));
                    return Uni.createFrom().voidItem();
                })
                .await()
                .indefinitely();
    }
}
