package io.sluice.watcher.claim;

import io.sluice.contracts.event.LimitExceeded;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.watcher.ledger.HandleState;
import java.time.Instant;
import java.util.Optional;

/// A file that lies in `processing/`.
///
/// @param from where it was uploaded, as the account sees it
/// @param attributes as judged complete, or as found after a restart
/// @param exceeded the limit that its account went over with it: it is refused without being read
/// @param handles what the ledger knew of its write handles when it was taken; empty when found after a
/// restart
public record Claim(
        JobRef job,
        String from,
        FileAttributes attributes,
        Optional<HandleState> handles,
        Instant receivedAt,
        Instant claimedAt,
        Optional<LimitExceeded> exceeded) {

    /// Where it lies, as the service user sees it.
    public String path() {
        return VolumePaths.claimed(job);
    }

    public String folder() {
        return VolumePaths.processing(job.accountId(), job.jobId());
    }

    /// Where it was uploaded, as the service user sees it.
    public String source() {
        return VolumePaths.account(job.accountId()) + from;
    }

    UploadClaimed event() {
        return new UploadClaimed(job, attributes.size(), attributes.modifiedAt(), receivedAt, claimedAt, exceeded);
    }
}
