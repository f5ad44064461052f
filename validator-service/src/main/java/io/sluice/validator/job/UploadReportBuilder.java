package io.sluice.validator.job;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.UnreadFile;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportWarning;
import io.sluice.engine.report.Verdict;
import io.sluice.objects.report.JobReport;
import io.sluice.validator.source.CompiledSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Builds the report of a job.
///
/// | file | outcome | errors |
/// |---|---|---|
/// | checked against the schema | success or failed, by the acceptance of the source | those of the engine |
/// | read, but its source has no usable schema | failed | one `schema-error` |
/// | not read, because it took its account over a limit | failed | one `quota-workspace` or `quota-daily` |
final class UploadReportBuilder {

    private UploadReportBuilder() {}

    /// The report of a file that was checked.
    static JobReport ofCheckedFile(
            UploadJob job, CompiledSource source, Report report, ReadResult.Complete file, Instant now) {
        var accepted = report.verdict(source.schema().acceptance()) != Verdict.REFUSED;
        var document =
                ReportDocument.of(Optional.of(job.ref().jobId()), job.ref().fileName(), report);
        var outcome = outcome(
                job,
                accepted ? Outcome.SUCCESS : Outcome.FAILED,
                source.sourceName(),
                source.schemaVersion(),
                document,
                accepted ? report.rowsAccepted() : 0,
                report.summary(),
                file.size(),
                Optional.of(file.sha256()),
                report.warnings(),
                now);
        return new JobReport(outcome, document, file.data());
    }

    /// The report of a file without a usable schema.
    static JobReport withoutSchema(
            UploadJob job,
            String sourceName,
            int schemaVersion,
            String message,
            ReadResult.Complete file,
            Instant now) {
        var report = Report.refusedUnread(ErrorCode.SCHEMA_ERROR, message);
        var document =
                ReportDocument.of(Optional.of(job.ref().jobId()), job.ref().fileName(), report);
        var outcome = outcome(
                job,
                Outcome.FAILED,
                sourceName,
                schemaVersion,
                document,
                0,
                report.summary(),
                file.size(),
                Optional.of(file.sha256()),
                report.warnings(),
                now);
        return new JobReport(outcome, document);
    }

    /// The report of a file that took its account over a limit.
    static JobReport overLimit(
            UploadJob job, String sourceName, int schemaVersion, LimitExceeded exceeded, Instant now) {
        var report = Report.refusedUnread(
                code(exceeded.limit()),
                UnreadFile.overLimit(exceeded, job.claim().size()));
        var document =
                ReportDocument.of(Optional.of(job.ref().jobId()), job.ref().fileName(), report);
        var outcome = outcome(
                job,
                Outcome.FAILED,
                sourceName,
                schemaVersion,
                document,
                0,
                report.summary(),
                job.claim().size(),
                Optional.empty(),
                report.warnings(),
                now);
        return new JobReport(outcome, document);
    }

    private static ErrorCode code(LimitExceeded.Limit limit) {
        return switch (limit) {
            case WORKSPACE -> ErrorCode.QUOTA_WORKSPACE;
            case DAILY -> ErrorCode.QUOTA_DAILY;
        };
    }

    private static UploadValidated outcome(
            UploadJob job,
            Outcome outcome,
            String sourceName,
            int schemaVersion,
            ReportDocument document,
            long rowsAccepted,
            Optional<String> errorMessage,
            long size,
            Optional<String> sha256,
            List<ReportWarning> warnings,
            Instant now) {
        return new UploadValidated(
                job.ref(),
                outcome,
                sourceName,
                schemaVersion,
                document.rows(),
                rowsAccepted,
                document.errorCount(),
                errorMessage,
                document.errors().stream().limit(UploadValidated.FIRST_ERRORS).toList(),
                document.errorCount() > 0,
                size,
                sha256,
                job.claim().receivedAt(),
                job.started(now),
                now,
                Stream.concat(job.claim().warnings().stream(), warnings.stream().map(JobWarning::of))
                        .toList());
    }
}
