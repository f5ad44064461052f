package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.limit.LimitExceeded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A complete upload was taken: it lies in `processing/` and belongs to the service.
///
/// The same text lies beside the file as [io.sluice.contracts.file.VolumePaths#CLAIM], so that every process
/// that finds the file later publishes the same event.
///
/// @param size bytes at the moment of the claim
/// @param modifiedAt the file's mtime at the moment of the claim
/// @param receivedAt when the upload arrived: its clean close by the ledger; without one the earlier of the
/// first observation and the mtime
/// @param exceeded present when the upload is to be refused without being read
/// @param replayOf the previous job of the same file; present when the file was not uploaded but replayed
/// @param warnings what its tenant should know, in no order
public record UploadClaimed(
        JobRef job,
        long size,
        Instant modifiedAt,
        Instant receivedAt,
        Instant claimedAt,
        Optional<LimitExceeded> exceeded,
        Optional<JobId> replayOf,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<JobWarning> warnings) {

    public UploadClaimed {
        warnings = List.copyOf(warnings);
    }

    /// A claim of a complete upload that is to be read.
    public static UploadClaimed of(JobRef job, long size, Instant modifiedAt, Instant receivedAt, Instant claimedAt) {
        return new UploadClaimed(
                job, size, modifiedAt, receivedAt, claimedAt, Optional.empty(), Optional.empty(), List.of());
    }
}
