package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.scan.Candidate;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Takes one complete upload: a folder of its own in `processing/`, then one atomic rename into it.
///
/// Any number of watchers may try; the rename succeeds for one.
public final class ClaimUpload {
    private static final Logger LOG = Logger.getLogger(ClaimUpload.class);

    private final Volume volume;
    private final JobIds jobIds;
    private final Clock clock;

    public ClaimUpload(Volume volume, JobIds jobIds, Clock clock) {
        this.volume = volume;
        this.jobIds = jobIds;
        this.clock = clock;
    }

    /// Takes the upload if it still is what was judged.
    ///
    /// @throws ClaimUncertainException when the connection broke during the rename
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
            LOG.debugf("%s was taken by another watcher or removed", claim.source());
            removeFolder(claim);
            return new ClaimResult.NotThere();
        } catch (VolumeRefusedException refused) {
            LOG.warnf("an upload cannot be claimed, the service user may not move it: %s", refused.getMessage());
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
                candidate.seen().arrived(),
                clock.instant(),
                candidate.exceeded());
    }

    private void makeFolder(Claim claim) {
        try {
            volume.mkdir(claim.folder());
        } catch (VolumePathMissingException | VolumeRefusedException firstOfItsAccount) {
            // OpenSSH says that a folder above is missing, MINA that it is not permitted.
            LOG.debugf("making the folder of the account: %s", firstOfItsAccount.getMessage());
            volume.mkdirs(VolumePaths.processing(claim.job().accountId()));
            volume.mkdir(claim.folder());
        }
    }

    /// Removes the claim's empty folder; one that stays is swept up later.
    void removeFolder(Claim claim) {
        try {
            ClaimFolder.remove(volume, claim.folder());
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debugf("the folder of a given-up claim stays: %s", stays.getMessage());
        }
    }

    /// Whether an uncertain claim was made after all.
    boolean wasMade(Claim claim) {
        return volume.stat(claim.path()).filter(FileAttributes::isFile).isPresent();
    }
}
