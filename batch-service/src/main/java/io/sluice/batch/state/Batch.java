package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import java.time.Instant;
import java.util.Optional;

/// One batch.
///
/// @param outcome once its records are processed
/// @param uploadExpiresAt until when its newest upload address is valid
/// @param modifiedAt when its state last changed
public record Batch(
        BatchRef ref,
        AccountId account,
        Md5 checksum,
        long size,
        BatchState state,
        Optional<BatchOutcome> outcome,
        Instant uploadExpiresAt,
        Instant createdAt,
        Instant modifiedAt) {

    /// A batch that waits for its file.
    public static Batch allocated(
            BatchRef ref, AccountId account, Md5 checksum, long size, Instant now, Instant uploadExpiresAt) {
        return new Batch(
                ref, account, checksum, size, BatchState.ALLOCATED, Optional.empty(), uploadExpiresAt, now, now);
    }

    /// Where its file lies in the object store. Part of the contract between the services.
    public String objectKey() {
        return "batches/%s/%s.gz".formatted(account, ref);
    }

    /// Whether the other one is of the same account and announces the same file.
    public boolean announcesSameFileAs(Batch other) {
        return account.equals(other.account) && checksum.equals(other.checksum) && size == other.size;
    }
}
