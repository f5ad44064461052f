package io.sluice.watcher.claim;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.volume.FileAttributes;
import io.sluice.watcher.ledger.HandleState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A claimed file, in `processing/`.
///
/// @param from path where it was uploaded, as the account sees it
/// @param attributes when it was judged complete, or when it was found after a restart
/// @param exceeded the limit that its account exceeded with it; such a file is refused without being read
/// @param handles the state of its write handles when it was claimed; empty when found after a restart
public record Claim(
        JobRef job,
        String from,
        FileAttributes attributes,
        Optional<HandleState> handles,
        Instant receivedAt,
        Instant claimedAt,
        Optional<LimitExceeded> exceeded) {

    /// Its path, as the service user sees it.
    public String path() {
        return VolumePaths.claimed(job);
    }

    public String folder() {
        return VolumePaths.processing(job.accountId(), job.jobId());
    }

    /// The path where it was uploaded, as the service user sees it.
    public String source() {
        return VolumePaths.account(job.accountId()) + from;
    }

    UploadClaimed event() {
        return new UploadClaimed(
                job,
                attributes.size(),
                attributes.modifiedAt(),
                receivedAt,
                claimedAt,
                exceeded,
                Optional.empty(),
                List.of());
    }
}
