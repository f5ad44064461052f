package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.scan.Candidate;
import java.time.Clock;
import java.util.Optional;

/// Claims one complete upload: makes a folder for the job in `processing/`, then moves the file into it with
/// one atomic rename.
///
/// Any number of watchers may try; the rename succeeds for one of them.
public final class ClaimUpload {
    private static final Log LOG = Log.of(ClaimUpload.class);

    private final Volume volume;
    private final Clock clock;

    public ClaimUpload(Volume volume, Clock clock) {
        this.volume = volume;
        this.clock = clock;
    }

    /// Claims the upload if it is unchanged since it was judged.
    ///
    /// @param job the id of the new job
    /// @throws ClaimUncertainException when the connection failed during the rename
    public ClaimResult claim(Candidate candidate, JobId job) {
        var judged = candidate.seen().attributes();
        if (!volume.stat(candidate.volumePath())
                .filter(present -> present.looksLike(judged))
                .isPresent()) {
            return new ClaimResult.NotThere();
        }
        var claim = claimOf(candidate, job);
        try {
            makeFolder(claim);
            ClaimFolder.note(volume, claim);
        } catch (VolumeRefusedException refused) {
            removeFolder(claim);
            return refused.isPermanent()
                    ? new ClaimResult.Refused(String.valueOf(refused.getMessage()))
                    : new ClaimResult.Hindered(String.valueOf(refused.getMessage()));
        }
        return move(claim);
    }

    private ClaimResult move(Claim claim) {
        try {
            volume.rename(claim.source(), claim.path());
            return new ClaimResult.Taken(claim);
        } catch (VolumePathMissingException anotherWasFaster) {
            LOG.debug("an upload was claimed by another watcher or removed", field("path", claim.source()));
            removeFolder(claim);
            return new ClaimResult.NotThere();
        } catch (VolumeRefusedException refused) {
            removeFolder(claim);
            return new ClaimResult.Refused(String.valueOf(refused.getMessage()));
        } catch (VolumeUnavailableException unknown) {
            throw new ClaimUncertainException(claim, unknown);
        }
    }

    private Claim claimOf(Candidate candidate, JobId id) {
        var name = candidate.name();
        var job = new JobRef(id, candidate.account(), name.sourceType(), name.dataDate(), name.fileName());
        var seen = candidate.seen().attributes();
        return new Claim(
                new UploadClaimed(
                        job,
                        seen.size(),
                        seen.modifiedAt(),
                        candidate.arrivedAt(),
                        clock.instant(),
                        candidate.exceeded(),
                        Optional.empty(),
                        candidate.warnings()),
                Optional.of(candidate.handles()));
    }

    private void makeFolder(Claim claim) {
        try {
            volume.mkdir(claim.folder());
        } catch (VolumePathMissingException | VolumeRefusedException firstOfItsAccount) {
            // When the parent folder is missing OpenSSH answers "no such file", MINA "permission denied".
            LOG.debug("making the folder of the account", cause(firstOfItsAccount));
            volume.mkdirs(VolumePaths.processing(claim.job().accountId()));
            volume.mkdir(claim.folder());
        }
    }

    /// Removes the empty folder of a claim; [RecoverClaims] removes one that stays.
    void removeFolder(Claim claim) {
        try {
            ClaimFolder.remove(volume, claim.folder());
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debug("the folder of an abandoned claim stays", cause(stays));
        }
    }

    /// Whether the rename of an uncertain claim took place.
    boolean wasMade(Claim claim) {
        return volume.stat(claim.path()).filter(FileAttributes::isFile).isPresent();
    }
}
