package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A batch has its outcome: its records have changed the entities of all its sources at once, or none of them
/// has. The counts add up; they are 0 when the file as a whole could not be read.
///
/// @param jobId [JobId#ofBatch]
/// @param outcome success when there is no line in the log
/// @param sources those that took records, in the order of their types
/// @param firstErrors the first lines of the log, at most 10
/// @param logKey where the log lies in the bucket `sluice.objects.bucket`: a gzip file of JSON lines, each a
/// [BatchLogLine]; present when the outcome is failed
/// @param size bytes of the file
/// @param receivedAt when its last byte was stored
/// @param startedAt when the attempt began that ended it
public record BatchFinished(
        BatchRef batchRef,
        @JsonProperty("accuid") AccountId accountId,
        JobId jobId,
        Outcome outcome,
        long totalCount,
        long succeededCount,
        long failedCount,
        List<Source> sources,
        List<BatchLogLine> firstErrors,
        Optional<String> logKey,
        long size,
        Instant receivedAt,
        Instant startedAt,
        Instant finishedAt) {
    /// The most lines in `firstErrors`.
    public static final int MAX_FIRST_ERRORS = 10;

    public BatchFinished {
        sources = List.copyOf(sources);
        firstErrors = List.copyOf(firstErrors);
        if (totalCount != succeededCount + failedCount) {
            throw new IllegalArgumentException("batch %s has %d records, %d of them good and %d bad"
                    .formatted(batchRef, totalCount, succeededCount, failedCount));
        }
        if ((outcome == Outcome.FAILED) != logKey.isPresent()) {
            throw new IllegalArgumentException("batch %s has the outcome %s and the log %s, expected one if failed"
                    .formatted(batchRef, outcome, logKey));
        }
    }

    /// What is wrong with the batch: the sentence of the first error, its place, and how many records were
    /// refused. Empty when every record was imported.
    public Optional<String> errorMessage() {
        if (outcome == Outcome.SUCCESS) {
            return Optional.empty();
        }
        if (firstErrors.isEmpty()) {
            return Optional.of(
                    failedCount == 0
                            ? "The batch could not be imported; its log says why"
                            : "The log lists what was refused; " + counted());
        }
        var first = firstErrors.getFirst();
        return Optional.of(first.sentence()
                + first.line().map(" at line %d"::formatted).orElse("")
                + (failedCount == 0 ? "" : "; " + counted()));
    }

    private String counted() {
        return String.format(
                Locale.ROOT, "%,d of %,d %s refused", failedCount, totalCount, totalCount == 1 ? "record" : "records");
    }

    /// A source that took records.
    public record Source(SourceType sourceType, String sourceName, int schemaVersion, long succeededCount) {}
}
