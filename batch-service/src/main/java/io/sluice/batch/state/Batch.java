package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.Optional;

/// One batch.
///
/// @param jobId its job in the history of its account, once its records are being processed
/// @param outcome once its records are processed
/// @param uploadExpiresAt until when its newest upload address is valid
/// @param modifiedAt when its state last changed
public record Batch(
        BatchRef ref,
        AccountId account,
        Md5 checksum,
        long size,
        BatchState state,
        Optional<JobId> jobId,
        Optional<BatchOutcome> outcome,
        Instant uploadExpiresAt,
        Instant createdAt,
        Instant modifiedAt) {

    /// A batch that waits for its file.
    public static Batch allocated(
            BatchRef ref, AccountId account, Md5 checksum, long size, Instant now, Instant uploadExpiresAt) {
        return new Batch(
                ref,
                account,
                checksum,
                size,
                BatchState.ALLOCATED,
                Optional.empty(),
                Optional.empty(),
                uploadExpiresAt,
                now,
                now);
    }

    /// Where its file lies in the object store. Part of the contract between the services.
    public String objectKey() {
        return objectFolder(account) + ref + ".gz";
    }

    /// What the keys of all files of the account's batches begin with.
    public static String objectFolder(AccountId account) {
        return "batches/%s/".formatted(account);
    }

    /// Whether the other one is of the same account and announces the same file.
    public boolean announcesSameFileAs(Batch other) {
        return account.equals(other.account) && checksum.equals(other.checksum) && size == other.size;
    }
}
