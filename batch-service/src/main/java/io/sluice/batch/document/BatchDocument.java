package io.sluice.batch.document;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.batch.address.BatchLinks;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchOutcome;
import io.sluice.batch.state.BatchState;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A batch as its client sees it. Keys are in camelCase, dates have milliseconds.
///
/// @param location where its file is to be sent; it may have expired. Only who may write gets it, since it
/// needs no other credential
/// @param summaryStats once the batch is processed
/// @param jobId its job in the history of its account, once it is being processed
@JsonNaming(LowerCamelCaseStrategy.class)
public record BatchDocument(
        String href,
        BatchRef ref,
        Md5 checksum,
        long size,
        Optional<LocationDocument> location,
        StatusDocument status,
        Optional<SummaryDocument> summaryStats,
        Optional<JobId> jobId,
        String createdAt,
        String modifiedAt) {

    /// The document at `/v2/batches/{uuid}`.
    public static BatchDocument of(Batch batch, BatchLinks links, Instant now, boolean mayWrite) {
        return of(batch, links.batch(batch.ref()), links, now, mayWrite, BatchState::code);
    }

    /// The document at `/v2/batches/inspect/{uuid}`, with finer states.
    public static BatchDocument inspected(Batch batch, BatchLinks links, Instant now, boolean mayWrite) {
        return of(batch, links.inspect(batch.ref()), links, now, mayWrite, BatchState::inspected);
    }

    private static BatchDocument of(
            Batch batch,
            String href,
            BatchLinks links,
            Instant now,
            boolean mayWrite,
            Function<BatchState, String> words) {
        return new BatchDocument(
                href,
                batch.ref(),
                batch.checksum(),
                batch.size(),
                mayWrite
                        ? Optional.of(
                                new LocationDocument(links.upload(batch), BatchTimes.text(batch.uploadExpiresAt())))
                        : Optional.empty(),
                new StatusDocument(
                        words.apply(batch.state()),
                        batch.state().hasLog() ? Optional.of(links.log(batch, now)) : Optional.empty()),
                batch.outcome().map(SummaryDocument::of),
                batch.jobId(),
                BatchTimes.text(batch.createdAt()),
                BatchTimes.text(batch.modifiedAt()));
    }

    /// Where the file is to be sent, and until when.
    public record LocationDocument(String href, String expiry) {}

    /// The state of the batch, and the signed address of its log, when there is one.
    public record StatusDocument(String code, Optional<String> log) {}

    /// How many records there were. The counts add up.
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record SummaryDocument(long timeToProcessMillis, long totalCount, long succeededCount, long failedCount) {
        static SummaryDocument of(BatchOutcome outcome) {
            return new SummaryDocument(
                    outcome.timeToProcess().toMillis(),
                    outcome.totalCount(),
                    outcome.succeededCount(),
                    outcome.failedCount());
        }
    }
}
