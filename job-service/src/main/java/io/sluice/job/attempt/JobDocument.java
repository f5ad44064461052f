package io.sluice.job.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.file.JobId;
import io.sluice.job.attempt.Job.Ending;
import io.sluice.job.folder.SeenFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as it is answered (spec 1 section 10, spec 4 section 4); times in epoch seconds, absent what is not
/// known.
///
/// @param processTime when the job ended; while it runs, when it began
/// @param nextPickup of a waiting file under a daily schedule
/// @param reason what a waiting file waits for
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
        @Nullable Long receivedAt,
        @Nullable Long nextPickup,
        @Nullable String reason) {

    /// The job under the source's present name.
    public static JobDocument of(Job job, String sourceName) {
        var ending = job.ending();
        return new JobDocument(
                job.ref().sourceType().value(),
                sourceName,
                job.ref().fileName(),
                job.ref().jobId(),
                ending.map(Ending::at).orElse(job.startedAt()).getEpochSecond(),
                job.status(),
                // A partly accepted file has a message, too, but did not fail.
                job.status() == JobStatus.FAILED
                        ? ending.flatMap(Ending::errorMessage).orElse(null)
                        : null,
                job.ref().dataDate().toString(),
                ending.map(Ending::schemaVersion).orElse(null),
                job.rows(),
                ending.map(Ending::rowsAccepted).orElse(null),
                job.errorCount(),
                job.attempt().orElse(null),
                job.receivedAt().map(Instant::getEpochSecond).orElse(null),
                null,
                null);
    }

    static JobDocument of(LatestJob.Waiting waiting, String sourceType, String sourceName, String dataDate) {
        SeenFile file = waiting.file();
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
                file.seenAt().getEpochSecond(),
                file.nextPickup().map(Instant::getEpochSecond).orElse(null),
                file.reason());
    }
}
