package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import java.time.Instant;

/// The file of a batch lies whole in the object store, with the declared size and checksum. Whether it is
/// gzip, and what is in it, nobody has looked at yet.
///
/// @param size bytes of the file
/// @param objectKey where it lies in the bucket `sluice.objects.bucket`, until 24 h after the batch's outcome
/// @param receivedAt when its last byte was stored
public record BatchReceived(
        BatchRef batchRef,
        @JsonProperty("accuid") AccountId accountId,
        long size,
        Md5 checksum,
        String objectKey,
        Instant receivedAt) {}
