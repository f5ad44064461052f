package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.util.List;
import java.util.Optional;

/// Makes a claim again from what lies in its folder.
///
/// | in the folder | what happens |
/// |---|---|
/// | the file that the note names | it is the claim, as the note says |
/// | another file beside it, or in its place | it goes beside its uploads, where it is listed as ignored |
/// | one file with the name of an upload, and no note | it is the claim |
/// | several files and no note | an error in the log: nobody knows which one was claimed |
final class RestoreClaim {
    private static final Log LOG = Log.of(RestoreClaim.class);

    private final Volume volume;

    RestoreClaim(Volume volume) {
        this.volume = volume;
    }

    /// A file with the name of an upload in the folder of a claim.
    private record FoundUpload(JobRef job, FileAttributes attributes) {}

    /// @param files in the folder, without the notes
    Optional<Claim> from(AccountId account, JobId job, List<VolumeEntry> files) {
        var folder = VolumePaths.processing(account, job);
        var uploads = files.stream()
                .flatMap(file -> upload(account, job, file).stream())
                .toList();
        var noted = ClaimFolder.event(volume, folder).filter(event -> isOf(account, job, event));
        if (noted.isPresent()) {
            return asNoted(noted.get(), uploads);
        }
        if (uploads.size() == 1) {
            return Optional.of(found(withoutNote(uploads.getFirst())));
        }
        LOG.error(
                "expected one file with the name of an upload in a claim's folder, move the others elsewhere by hand",
                field("path", folder),
                field("uploads", uploads.size()),
                field("files", files.size()));
        return Optional.empty();
    }

    private static boolean isOf(AccountId account, JobId job, UploadClaimed event) {
        return event.job().jobId().equals(job) && event.job().accountId().equals(account);
    }

    private Optional<Claim> asNoted(UploadClaimed event, List<FoundUpload> uploads) {
        var claim = Optional.<Claim>empty();
        for (var upload : uploads) {
            if (upload.job().equals(event.job())) {
                claim = Optional.of(found(event));
            } else {
                putBeside(upload);
            }
        }
        return claim;
    }

    private static Claim found(UploadClaimed event) {
        return new Claim(event, Optional.empty());
    }

    /// Somebody moved the file here by hand. It must not take part in the claim's job, so it goes beside its
    /// uploads, under a name that is never claimed, where its tenant sees it.
    private void putBeside(FoundUpload stray) {
        var claim = found(withoutNote(stray));
        try {
            volume.renameUnlessTaken(claim.path(), claim.aside());
            LOG.warn(
                    "a file that is not the claimed one lay in a claim's folder, it goes beside its uploads",
                    field("path", claim.path()),
                    field("target", claim.aside()));
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.error(
                    "a file that is not the claimed one lies in a claim's folder and cannot be moved, move it elsewhere by hand",
                    field("path", claim.path()),
                    cause(stays));
        }
    }

    private static Optional<FoundUpload> upload(AccountId account, JobId job, VolumeEntry file) {
        var underscore = file.name().indexOf('_');
        var dot = file.name().lastIndexOf('.');
        if (underscore < 0 || dot < underscore) {
            return Optional.empty();
        }
        return SourceType.of(file.name().substring(underscore + 1, dot))
                .map(type -> UploadName.read(file.name(), type))
                .filter(UploadName.Dated.class::isInstance)
                .map(UploadName.Dated.class::cast)
                .map(name -> new JobRef(job, account, name.sourceType(), name.dataDate(), file.name()))
                .map(ref -> new FoundUpload(ref, file.attributes()));
    }

    /// The event of a file that was moved here by hand, or whose note is damaged.
    private static UploadClaimed withoutNote(FoundUpload file) {
        var claimedAt = file.job().jobId().moment();
        var modifiedAt = file.attributes().modifiedAt();
        return UploadClaimed.of(
                file.job(),
                file.attributes().size(),
                modifiedAt,
                modifiedAt.isBefore(claimedAt) ? modifiedAt : claimedAt,
                claimedAt);
    }
}
