package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.file.JobId;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.job.history.Job.Ending;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job in answers (spec 1 section 10, spec 4 section 4). Times are epoch seconds. Unknown values are
/// absent.
///
/// @param processTime when the job ended; while it runs, when it started
/// @param replayOf the previous job of the same file, when it was replayed
/// @param nextPickup for a waiting file with a pick-up schedule
/// @param reason why a waiting file waits
/// @param warnings what the tenant should know of a finished job
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDocument(
        String sourceType,
        String sourceName,
        String fileName,
        @Nullable JobId jobId,
        @Nullable Long processTime,
        JobStatus status,
        @Nullable String errorMsg,
        String dataDate,
        @Nullable Integer schemaVersion,
        @Nullable Long rows,
        @Nullable Long rowsAccepted,
        @Nullable Long errorCount,
        @Nullable Integer attempt,
        @Nullable JobId replayOf,
        @Nullable Long receivedAt,
        @Nullable Long nextPickup,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobWarning> warnings) {

    public JobDocument {
        warnings = List.copyOf(warnings);
    }

    /// The job, with the source's current name.
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
                ending.map(Ending::warnings).orElse(List.of()));
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
                List.of());
    }
}
