package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

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
    private final JobIds jobIds;
    private final Clock clock;

    public ClaimUpload(Volume volume, JobIds jobIds, Clock clock) {
        this.volume = volume;
        this.jobIds = jobIds;
        this.clock = clock;
    }

    /// Claims the upload if it is unchanged since it was judged.
    ///
    /// @throws ClaimUncertainException when the connection failed during the rename
    public ClaimResult claim(Candidate candidate) {
        var judged = candidate.seen().attributes();
        if (!volume.stat(candidate.volumePath())
                .filter(present -> present.looksLike(judged))
                .isPresent()) {
            return new ClaimResult.NotThere();
        }
        var claim = claimOf(candidate);
        try {
            makeFolder(claim);
            claim.exceeded().ifPresent(exceeded -> ClaimFolder.refuse(volume, claim.folder(), exceeded));
            volume.rename(claim.source(), claim.path());
            return new ClaimResult.Taken(claim);
        } catch (VolumePathMissingException anotherWasFaster) {
            LOG.debug("an upload was claimed by another watcher or removed", field("path", claim.source()));
            removeFolder(claim);
            return new ClaimResult.NotThere();
        } catch (VolumeRefusedException refused) {
            LOG.warn("an upload cannot be claimed, the service user may not move it", cause(refused));
            removeFolder(claim);
            return new ClaimResult.NotThere();
        } catch (VolumeUnavailableException unknown) {
            throw new ClaimUncertainException(claim, unknown);
        }
    }

    private Claim claimOf(Candidate candidate) {
        var name = candidate.name();
        var job = new JobRef(jobIds.next(), candidate.account(), name.sourceType(), name.dataDate(), name.fileName());
        return new Claim(
                job,
                candidate.path(),
                candidate.seen().attributes(),
                Optional.of(candidate.handles()),
                candidate.arrivedAt(),
                clock.instant(),
                candidate.exceeded());
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
