package io.sluice.contracts.event;

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
        Instant validatedAt) {

    /// How many errors travel with the event.
    public static final int FIRST_ERRORS = 10;

    public UploadValidated {
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
