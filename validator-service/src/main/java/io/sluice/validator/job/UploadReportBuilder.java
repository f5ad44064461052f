package io.sluice.validator.job;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.engine.report.Verdict;
import io.sluice.objects.report.JobReport;
import io.sluice.validator.source.CompiledSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Builds the report of a job.
///
/// | file | outcome | errors |
/// |---|---|---|
/// | checked against the schema | success or failed, by the acceptance of the source | those of the engine |
/// | read, but its source has no usable schema | failed | one `schema-error` |
/// | not read, because it took its account over a limit | failed | one `quota-workspace` or `quota-daily` |
final class UploadReportBuilder {
    static final String SCHEMA_ERROR = "schema-error";

    private UploadReportBuilder() {}

    /// The report of a file that was checked.
    static UploadReport ofCheckedFile(
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
                now);
        return new UploadReport(
                new JobReport(outcome, document), outcome.hasReport() ? Optional.of(csv(report)) : Optional.empty());
    }

    /// The report of a file without a usable schema.
    static UploadReport withoutSchema(
            UploadJob job,
            String sourceName,
            int schemaVersion,
            String message,
            ReadResult.Complete file,
            Instant now) {
        var error = new ErrorDocument(SCHEMA_ERROR, null, null, null, null, null, null, message);
        var document = new ReportDocument(
                Optional.of(job.ref().jobId()),
                job.ref().fileName(),
                false,
                0,
                1,
                List.of(new TotalDocument(SCHEMA_ERROR, null, null, 1)),
                false,
                List.of(error));
        var outcome = outcome(
                job,
                Outcome.FAILED,
                sourceName,
                schemaVersion,
                document,
                0,
                Optional.of(message),
                file.size(),
                Optional.of(file.sha256()),
                now);
        return new UploadReport(new JobReport(outcome, document), Optional.of(csv(message)));
    }

    /// The report of a file that took its account over a limit.
    static UploadReport overLimit(
            UploadJob job, String sourceName, int schemaVersion, LimitExceeded exceeded, Instant now) {
        var report = Report.refusedUnread(code(exceeded.limit()), message(exceeded));
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
                now);
        return new UploadReport(new JobReport(outcome, document), Optional.of(csv(report)));
    }

    private static ErrorCode code(LimitExceeded.Limit limit) {
        return switch (limit) {
            case WORKSPACE -> ErrorCode.QUOTA_WORKSPACE;
            case DAILY -> ErrorCode.QUOTA_DAILY;
        };
    }

    private static String message(LimitExceeded exceeded) {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d bytes used, %,d too many",
                switch (exceeded.limit()) {
                    case WORKSPACE -> "Workspace limit exceeded";
                    case DAILY -> "Daily upload limit exceeded";
                },
                exceeded.usedBytes(),
                exceeded.limitBytes(),
                exceeded.usedBytes() - exceeded.limitBytes());
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
                now);
    }

    private static byte[] csv(Report report) {
        var text = new StringBuilder();
        try {
            ReportCsv.write(report, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a StringBuilder does not fail", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] csv(String message) {
        return "line,record,column,code,rule,value,message\n,,,%s,,,\"%s\"\n"
                .formatted(SCHEMA_ERROR, message.replace("\"", "\"\""))
                .getBytes(StandardCharsets.UTF_8);
    }
}
