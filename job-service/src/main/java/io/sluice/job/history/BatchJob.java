package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A batch that was received, as far as its events have arrived.
///
/// @param receivedAt when its last byte was stored; its job begins then
/// @param records records read so far; after the end, all
/// @param failed those of them that are refused
/// @param ending empty while it is being processed
public record BatchJob(
        JobId jobId,
        AccountId accountId,
        BatchRef batch,
        Instant receivedAt,
        long records,
        long failed,
        Optional<Ending> ending)
        implements RecordedJob {

    public static BatchJob of(BatchReceived event) {
        return new BatchJob(
                JobId.ofBatch(event.batchRef(), event.receivedAt()),
                event.accountId(),
                event.batchRef(),
                event.receivedAt(),
                0,
                0,
                Optional.empty());
    }

    public static BatchJob of(BatchProgressed event) {
        return new BatchJob(
                event.jobId(),
                event.accountId(),
                event.batchRef(),
                event.receivedAt(),
                event.totalCount(),
                event.failedCount(),
                Optional.empty());
    }

    public static BatchJob of(BatchFinished event) {
        return new BatchJob(
                event.jobId(),
                event.accountId(),
                event.batchRef(),
                event.receivedAt(),
                event.totalCount(),
                event.failedCount(),
                Optional.of(new Ending(
                        event.outcome(),
                        event.finishedAt(),
                        event.succeededCount(),
                        event.sources().stream().map(Source::of).toList(),
                        event.errorMessage())));
    }

    /// How a batch ended. It never changes.
    ///
    /// @param accepted records that were imported
    /// @param sources those that took records
    public record Ending(
            Outcome outcome, Instant at, long accepted, List<Source> sources, Optional<String> errorMessage) {
        public Ending {
            sources = List.copyOf(sources);
        }
    }

    /// A source that took records of the batch.
    ///
    /// @param name as it was when the batch was processed
    public record Source(SourceType type, String name, int schemaVersion, long accepted) {
        public static Source of(BatchFinished.Source source) {
            return new Source(
                    source.sourceType(), source.sourceName(), source.schemaVersion(), source.succeededCount());
        }
    }
}
