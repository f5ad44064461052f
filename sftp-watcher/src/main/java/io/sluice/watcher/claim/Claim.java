package io.sluice.watcher.claim;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.scan.Candidate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A claimed file, in `processing/`.
///
/// @param event what is published about it
/// @param judged empty when found after a restart
record Claim(UploadClaimed event, Optional<Judged> judged) {

    /// What was known when it was claimed.
    ///
    /// @param handles the state of its write handles
    /// @param firstSeen when a scan first saw the file; its client chooses the mtime
    record Judged(HandleState handles, Instant firstSeen) {}

    /// The claim of a candidate.
    static Claim of(Candidate candidate, JobId id, Instant claimedAt) {
        var name = candidate.name();
        var seen = candidate.seen().attributes();
        return new Claim(
                new UploadClaimed(
                        new JobRef(id, candidate.account(), name.sourceType(), name.dataDate(), name.fileName()),
                        seen.size(),
                        seen.modifiedAt(),
                        candidate.arrivedAt(),
                        claimedAt,
                        candidate.exceeded(),
                        Optional.empty(),
                        candidate.warnings()),
                Optional.of(new Judged(candidate.handles(), candidate.seen().firstSeen())));
    }

    JobRef job() {
        return event.job();
    }

    /// Where it was uploaded, as the account sees it.
    String from() {
        return folderOfSource() + job().fileName();
    }

    /// Where it was uploaded, as the service user sees it.
    String source() {
        return VolumePaths.account(job().accountId()) + from();
    }

    /// Where its tenant finds it when a newer upload has its name: the job id stands before the extension.
    String aside() {
        var name = job().fileName();
        var dot = name.lastIndexOf('.');
        return "%s%s%s.%s%s"
                .formatted(
                        VolumePaths.account(job().accountId()),
                        folderOfSource(),
                        name.substring(0, dot),
                        job().jobId(),
                        name.substring(dot));
    }

    private String folderOfSource() {
        return "/sources/%s/".formatted(job().sourceType());
    }

    /// Its path, as the service user sees it.
    String path() {
        return VolumePaths.claimed(job());
    }

    String folder() {
        return VolumePaths.processing(job().accountId(), job().jobId());
    }

    /// What it looked like when it was claimed.
    FileAttributes attributes() {
        return new FileAttributes(
                EntryType.FILE, event.size(), event.modifiedAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
