package io.sluice.contracts.event;

import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.limit.LimitExceeded;
import java.time.Instant;
import java.util.Optional;

/// A complete upload was taken: it lies in `processing/` and belongs to the service.
///
/// @param size bytes at the moment of the claim
/// @param modifiedAt the file's mtime at the moment of the claim
/// @param receivedAt when the upload arrived: the earlier of the first observation and the mtime
/// @param exceeded present when the upload is to be refused without being read
public record UploadClaimed(
        JobRef job,
        long size,
        Instant modifiedAt,
        Instant receivedAt,
        Instant claimedAt,
        Optional<LimitExceeded> exceeded) {}
