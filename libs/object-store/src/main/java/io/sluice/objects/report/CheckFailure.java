package io.sluice.objects.report;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.contracts.api.UnreadFile;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why Sluice could not check a claimed file after its retries. Such a job fails with `internal-error`.
///
/// The tenant reads the sentence, so it says nothing of an exception, whose text may hold cells of the file.
public enum CheckFailure {
    /// Every attempt ended with an unexpected exception.
    UNEXPECTED(UnreadFile.UNEXPECTED_FAILURE),
    /// The volume refuses to read the file.
    UNREADABLE("Sluice cannot read the file from its volume; the file is unchanged and nothing has to be done"),
    /// The file differed from itself in each attempt.
    CHANGING("the file was different each time Sluice read it; nothing has to be done"),
    /// The file is not in its place although the volume is there.
    MISSING("Sluice lost the file before it was checked; upload it again"),
    /// The claimed file cannot be an upload.
    NAME("the name of the claimed file ends with neither .csv nor .tsv; nothing has to be done"),
    /// No validator answered the claim, however often it was announced.
    UNANSWERED("no part of Sluice answered for the file; the file is unchanged and nothing has to be done"),
    /// The volume denied each attempt to move the file to its final folder, and it was not accepted.
    UNRELEASED("Sluice cannot move the file to its folder; the file is unchanged and nothing has to be done");

    private static final String CODE = "internal-error";

    private final String reason;

    CheckFailure(String reason) {
        this.reason = reason;
    }

    /// What the tenant reads.
    public String message() {
        return UnreadFile.notChecked(reason);
    }

    /// Whether the job failed because Sluice could not check its file.
    public static boolean isOutcome(UploadValidated outcome) {
        return outcome.firstErrors().stream().anyMatch(error -> error.code().equals(CODE));
    }

    /// Whether the job failed for this reason.
    public boolean isCauseOf(UploadValidated outcome) {
        return outcome.firstErrors().stream()
                .anyMatch(error -> error.code().equals(CODE) && message().equals(error.message()));
    }

    /// The outcome of the job: no schema has judged the file, so its version is 0.
    public JobReport outcomeOf(UploadClaimed claim, Instant startedAt, Instant now) {
        var job = claim.job();
        var error = new ErrorDocument(CODE, null, null, null, null, null, null, message());
        var document = new ReportDocument(
                Optional.of(job.jobId()),
                job.fileName(),
                false,
                0,
                1,
                List.of(new TotalDocument(CODE, null, null, 1)),
                false,
                List.of(error));
        return new JobReport(
                new UploadValidated(
                        job,
                        Outcome.FAILED,
                        job.sourceType().value(),
                        0,
                        0,
                        0,
                        document.errorCount(),
                        Optional.of(UnreadFile.NOT_CHECKED + "; 1 error in 0 rows"),
                        document.errors(),
                        true,
                        claim.size(),
                        Optional.empty(),
                        claim.receivedAt(),
                        startedAt,
                        now,
                        claim.warnings()),
                document);
    }
}
