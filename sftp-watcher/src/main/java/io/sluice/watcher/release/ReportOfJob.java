package io.sluice.watcher.release;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.log.Log;
import io.sluice.objects.report.UnreadableOutcomeException;
import java.util.List;
import java.util.Optional;

/// Gets the report that goes beside a file: the stored one; when it is gone or damaged, the first errors that
/// came with the event.
final class ReportOfJob {
    private static final Log LOG = Log.of(ReportOfJob.class);

    private final ErrorReports stored;

    ReportOfJob(ErrorReports stored) {
        this.stored = stored;
    }

    /// The report as CSV; empty when the job has none.
    Optional<byte[]> of(UploadValidated validated) {
        return validated.hasReport() ? Optional.of(report(validated)) : Optional.empty();
    }

    private byte[] report(UploadValidated validated) {
        var job = validated.job();
        try {
            return stored.csv(job.accountId(), job.jobId()).orElseGet(() -> firstErrors(validated, "it is gone"));
        } catch (UnreadableOutcomeException damaged) {
            return firstErrors(validated, String.valueOf(damaged.getMessage()));
        }
    }

    private static byte[] firstErrors(UploadValidated validated, String reason) {
        var job = validated.job();
        LOG.error(
                "the stored report of a job cannot be read, its first errors take its place",
                job(job),
                field("cause", reason));
        return new ReportDocument(
                        Optional.of(job.jobId()),
                        job.fileName(),
                        false,
                        validated.rows(),
                        validated.errorCount(),
                        List.of(),
                        validated.errorCount() > validated.firstErrors().size(),
                        validated.firstErrors())
                .csvFile();
    }
}
