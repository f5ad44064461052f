package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.file.JobId;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.job.history.Job.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job in answers (spec 1 section 10, spec 4 section 4). Times are epoch seconds. Unknown values are
/// absent, and so is what a job of this origin does not have: a batch has no file and no date, a file no
/// batch.
///
/// @param processTime when the job ended; while it runs, when it started
/// @param rows of a file; records of a batch
/// @param errorCount errors of a file; refused records of a batch
/// @param replayOf the previous job of the same file, when it was replayed
/// @param nextPickup for a waiting file with a pick-up schedule
/// @param reason why a waiting file waits
/// @param warnings what the tenant should know of a finished job
/// @param sources those that took records of the batch; known at its end
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDocument(
        @Nullable String sourceType,
        @Nullable String sourceName,
        @Nullable String fileName,
        @Nullable JobId jobId,
        @Nullable Long processTime,
        JobStatus status,
        @Nullable String errorMsg,
        @Nullable String dataDate,
        @Nullable Integer schemaVersion,
        @Nullable Long rows,
        @Nullable Long rowsAccepted,
        @Nullable Long errorCount,
        @Nullable Integer attempt,
        @Nullable JobId replayOf,
        @Nullable Long receivedAt,
        @Nullable Long nextPickup,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobWarning> warnings,
        JobOrigin origin,
        @Nullable BatchRef batchRef,
        @Nullable List<SourceDocument> sources) {

    public JobDocument {
        warnings = List.copyOf(warnings);
    }

    /// A source that took records of a batch.
    public record SourceDocument(String sourceType, String sourceName, int schemaVersion, long rowsAccepted) {
        static SourceDocument of(BatchJob.Source source, AccountId account, SourceNames names) {
            return new SourceDocument(
                    source.type().value(),
                    names.of(account, source.type(), Optional.of(source.name())),
                    source.schemaVersion(),
                    source.accepted());
        }
    }

    /// The job, with the current names of its sources.
    public static JobDocument of(RecordedJob job, SourceNames names) {
        return switch (job) {
            case Job file -> of(file, names.of(file));
            case BatchJob batch -> of(batch, names);
        };
    }

    /// The job of a file, with its source's current name.
    public static JobDocument of(Job job, String sourceName) {
        var ending = job.ending();
        return new JobDocument(
                job.ref().sourceType().value(),
                sourceName,
                job.ref().fileName(),
                job.ref().jobId(),
                ending.map(Ending::at).orElse(job.startedAt()).getEpochSecond(),
                job.status(),
                // A partly accepted file also has a message, but did not fail.
                job.status() == JobStatus.FAILED
                        ? ending.flatMap(Ending::errorMessage).orElse(null)
                        : null,
                job.ref().dataDate().toString(),
                ending.map(Ending::schemaVersion).orElse(null),
                job.rows(),
                ending.map(Ending::rowsAccepted).orElse(null),
                job.errorCount(),
                job.attempt().orElse(null),
                job.replayOf().orElse(null),
                job.receivedAt().map(Instant::getEpochSecond).orElse(null),
                null,
                null,
                ending.map(Ending::warnings).orElse(List.of()),
                JobOrigin.FILE,
                null,
                null);
    }

    private static JobDocument of(BatchJob job, SourceNames names) {
        var ending = job.ending();
        return new JobDocument(
                null,
                null,
                null,
                job.jobId(),
                ending.map(BatchJob.Ending::at).orElse(job.receivedAt()).getEpochSecond(),
                JobStatus.of(ending.map(BatchJob.Ending::outcome)),
                ending.flatMap(BatchJob.Ending::errorMessage).orElse(null),
                null,
                null,
                job.records(),
                ending.map(BatchJob.Ending::accepted).orElse(null),
                job.failed(),
                null,
                null,
                job.receivedAt().getEpochSecond(),
                null,
                null,
                List.of(),
                JobOrigin.BATCH,
                job.batch(),
                ending.map(end -> end.sources().stream()
                                .map(source -> SourceDocument.of(source, job.accountId(), names))
                                .toList())
                        .orElse(null));
    }

    static JobDocument of(LatestJob.Waiting waiting, String sourceType, String sourceName, String dataDate) {
        UnclaimedFile file = waiting.file();
        return new JobDocument(
                sourceType,
                sourceName,
                file.fileName(),
                null,
                null,
                JobStatus.WAITING,
                null,
                dataDate,
                null,
                null,
                null,
                null,
                waiting.attempt(),
                null,
                file.seenAt().getEpochSecond(),
                file.nextPickup().map(Instant::getEpochSecond).orElse(null),
                file.reason(),
                List.of(),
                JobOrigin.FILE,
                null,
                null);
    }
}
