package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.file.JobId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All batches of all accounts. Each method takes effect as a whole or not at all.
public interface Batches {
    Uni<Optional<Batch>> find(BatchRef ref);

    /// Adds the batch, unless its id is taken; then nothing changes.
    ///
    /// @return whether it was added
    Uni<Boolean> add(Batch batch);

    /// Gives a batch that waits for its file a later end of that time.
    Uni<Void> extend(BatchRef ref, Instant uploadExpiresAt);

    /// How many batches the account has.
    ///
    /// @param most no number of the answer is more than that of this
    Uni<Counts> counts(AccountId account, Instant now, Counts most);

    /// Batches of one account.
    ///
    /// @param waiting those that wait for their files at addresses that are valid
    /// @param inWork those that have their files and no outcome
    /// @param made those that were allocated in the last 24 h
    record Counts(long waiting, long inWork, long made) {}

    /// Remembers that an upload begins. [#begunUploads] then finds it, should this process end before it
    /// knows how the upload ended.
    ///
    /// @return empty when the batch does not wait for its file any more
    Uni<Optional<BegunUpload>> beginUpload(BatchRef ref, Instant now);

    /// The file lies in the object store. From now on the batch is to be announced, and its bytes count for
    /// the account's day.
    ///
    /// @param day of the account
    /// @return false when the batch did not wait for its file any more; then nothing changed
    Uni<Boolean> stored(Batch batch, Instant receivedAt, AccountDay day);

    /// The file that arrived was not the declared one. Its bytes count for the account's day.
    ///
    /// @return false when the batch did not wait for its file any more; then its state is what it was
    Uni<Boolean> corrupted(Batch batch, AccountDay day);

    /// Uploads that began and have no known end, in the order of their beginnings.
    ///
    /// @param after the last one of the previous page; empty for the first page
    Uni<List<BegunUpload>> begunUploads(Optional<BegunUpload> after, int limit);

    /// Forgets that upload, whose end is known. Other uploads of the batch are remembered on.
    Uni<Void> forget(BegunUpload upload);

    /// The records of a batch that was stored are being processed. Order and repetitions do not matter.
    Uni<Void> processing(BatchRef ref, JobId jobId, Instant at);

    /// The outcome of a batch that was stored; the first one counts.
    Uni<Void> finished(BatchRef ref, BatchState state, BatchOutcome outcome, Instant at);

    /// The newest first.
    Uni<BatchPage> list(BatchQuery query);

    /// An upload whose end is not known yet.
    ///
    /// @param id orders them
    /// @param ref of its batch, which may be removed since
    record BegunUpload(long id, BatchRef ref, String objectKey, Instant begunAt) {}
}
