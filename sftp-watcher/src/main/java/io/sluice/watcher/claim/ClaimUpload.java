package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.scan.Candidate;
import io.sluice.watcher.scan.UploadNews;
import java.time.Clock;

/// Claims one complete upload: makes a folder for the job in `processing/`, then moves the file into it with
/// one atomic rename. Any number of watchers may try; the rename succeeds for one of them.
///
/// | the process dies after | on the volume | what the next one does |
/// |---|---|---|
/// | the job's number was counted | the number | nothing: the number is not used |
/// | the folder was made | an empty folder | removes it ([FindClaims]) and claims the upload with another job |
/// | the note was written | a folder with a note | the same |
/// | the file was renamed | the file and its note | takes up the claim ([RecoverClaims]) |
///
/// The connection may fail during the rename. So the [ClaimLog] has the claim before, as uncertain.
public final class ClaimUpload {
    private static final Log LOG = Log.of(ClaimUpload.class);

    private final Volume volume;
    private final Ledger ledger;
    private final ClaimLog log;
    private final Clock clock;
    private final Ticker ticker;

    public ClaimUpload(Volume volume, Ledger ledger, ClaimLog log, Clock clock, Ticker ticker) {
        this.volume = volume;
        this.ledger = ledger;
        this.log = log;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// Claims the upload if it is unchanged since it was judged; to be called after the newest lines of the
    /// ledger were read.
    ///
    /// @param job the id of the new job
    ClaimResult claim(Candidate candidate, JobId job) {
        if (log.holdsDay(candidate.day()) || !isAsJudged(candidate)) {
            return new ClaimResult.NotDue();
        }
        try {
            if (!isThereAsJudged(candidate)) {
                return new ClaimResult.NotThere();
            }
        } catch (VolumeRefusedException hidden) {
            return new ClaimResult.Refused(String.valueOf(hidden.getMessage()));
        }
        var claim = Claim.of(candidate, job, clock.instant());
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

    private boolean isAsJudged(Candidate candidate) {
        return ledger.state(
                        candidate.account(),
                        candidate.path(),
                        candidate.seen().attributes().size())
                .equals(candidate.handles());
    }

    private boolean isThereAsJudged(Candidate candidate) {
        var judged = candidate.seen().attributes();
        return volume.stat(candidate.volumePath())
                .filter(present -> present.looksLike(judged))
                .isPresent();
    }

    private ClaimResult move(Claim claim) {
        log.set(claim, new ClaimState.Uncertain());
        try {
            volume.rename(claim.source(), claim.path());
            made(claim);
            return new ClaimResult.Taken(claim);
        } catch (VolumePathMissingException anotherWasFaster) {
            LOG.debug("an upload was claimed by another watcher or removed", field("path", claim.source()));
            abandon(claim);
            return new ClaimResult.NotThere();
        } catch (VolumeRefusedException refused) {
            abandon(claim);
            return new ClaimResult.Refused(String.valueOf(refused.getMessage()));
        }
    }

    /// Finds out whether the rename of an uncertain claim took place.
    void resolve(Claim claim) {
        if (volume.stat(claim.path()).filter(FileAttributes::isFile).isPresent()) {
            made(claim);
        } else {
            abandon(claim);
            log.report(new UploadNews.Unclaimed(claim.job().accountId(), claim.from()));
        }
    }

    private void made(Claim claim) {
        log.set(claim, new ClaimState.Unconfirmed(ticker.elapsed()));
        log.report(new UploadNews.Claimed(claim.job().accountId(), claim.from()));
    }

    private void abandon(Claim claim) {
        removeFolder(claim);
        log.end(claim);
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

    /// [FindClaims] removes a folder that stays.
    private void removeFolder(Claim claim) {
        try {
            ClaimFolder.remove(volume, claim.folder());
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debug("the folder of an abandoned claim stays", cause(stays));
        }
    }
}
