package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.file.JobId;
import java.time.Instant;

/// How far a batch has been read. Its entities change only at its end.
///
/// @param jobId [JobId#ofBatch]
/// @param attempt the number of the attempt to import it; a later attempt has a higher one and begins with
/// the first record. Absent in the JSON of a version that did not publish it
/// @param bytes of the gzip file read so far, of `size`
/// @param totalCount records read so far
/// @param failedCount those of them that are refused
public record BatchProgressed(
        BatchRef batchRef,
        @JsonProperty("accuid") AccountId accountId,
        JobId jobId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) long attempt,
        long bytes,
        long size,
        long totalCount,
        long failedCount,
        Instant receivedAt,
        Instant at) {}
