package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A claimed upload was read to its end, or as far as it could be read, and judged.
///
/// @param sourceName the source's name at that time
/// @param schemaVersion the version of the schema the file was checked against
/// @param errorMessage the sentence of the first error, where, and how many; present when there is an error
/// @param firstErrors the first errors of the report, at most [#FIRST_ERRORS], masked like the report
/// @param hasReport whether a report with errors lies in the object store (a partly accepted file has one,
/// too)
/// @param warnings what its tenant should know, in no order; an event from an older Sluice has none
/// @param sha256 lower-case hex of the file's bytes; empty when the file was refused unread
public record UploadValidated(
        JobRef job,
        Outcome outcome,
        String sourceName,
        int schemaVersion,
        long rows,
        long rowsAccepted,
        long errorCount,
        Optional<String> errorMessage,
        List<ReportDocument.ErrorDocument> firstErrors,
        boolean hasReport,
        long size,
        Optional<String> sha256,
        Instant receivedAt,
        Instant startedAt,
        Instant validatedAt,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<JobWarning> warnings) {

    /// How many errors travel with the event.
    public static final int FIRST_ERRORS = 10;

    /// An outcome without warnings.
    public UploadValidated(
            JobRef job,
            Outcome outcome,
            String sourceName,
            int schemaVersion,
            long rows,
            long rowsAccepted,
            long errorCount,
            Optional<String> errorMessage,
            List<ReportDocument.ErrorDocument> firstErrors,
            boolean hasReport,
            long size,
            Optional<String> sha256,
            Instant receivedAt,
            Instant startedAt,
            Instant validatedAt) {
        this(
                job,
                outcome,
                sourceName,
                schemaVersion,
                rows,
                rowsAccepted,
                errorCount,
                errorMessage,
                firstErrors,
                hasReport,
                size,
                sha256,
                receivedAt,
                startedAt,
                validatedAt,
                List.of());
    }

    public UploadValidated {
        warnings = List.copyOf(warnings);
        firstErrors = List.copyOf(firstErrors);
        if (outcome == Outcome.FAILED && errorMessage.isEmpty()) {
            throw new IllegalArgumentException("a failed job needs an error message, job " + job.jobId());
        }
        if (firstErrors.size() > FIRST_ERRORS) {
            throw new IllegalArgumentException("expected at most %d first errors but got %d, job %s"
                    .formatted(FIRST_ERRORS, firstErrors.size(), job.jobId()));
        }
    }
}
