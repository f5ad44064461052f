package io.sluice.validator.job;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.contracts.event.LimitExceeded;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
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

/// Makes a job's outcome of what was read.
///
/// A file whose source is gone, or whose schema cannot be used, fails with one error of the code
/// `schema-error`; one with which its account went over a limit, with `quota-workspace` or `quota-daily`.
final class JudgeUpload {
    static final String SCHEMA_ERROR = "schema-error";

    private JudgeUpload() {}

    /// The outcome of a file that was checked.
    static Judgement checked(UploadJob job, CompiledSource source, Report report, Reading.Whole reading, Instant now) {
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
                reading.size(),
                Optional.of(reading.sha256()),
                now);
        return new Judgement(
                new JobReport(outcome, document), outcome.hasReport() ? Optional.of(csv(report)) : Optional.empty());
    }

    /// The outcome of a file that there is no schema to check against.
    static Judgement unchecked(
            UploadJob job, String sourceName, int schemaVersion, String message, Reading.Whole reading, Instant now) {
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
                reading.size(),
                Optional.of(reading.sha256()),
                now);
        return new Judgement(new JobReport(outcome, document), Optional.of(csv(message)));
    }

    /// The outcome of a file with which its account went over a limit.
    static Judgement unread(UploadJob job, String sourceName, int schemaVersion, LimitExceeded exceeded, Instant now) {
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
        return new Judgement(new JobReport(outcome, document), Optional.of(csv(report)));
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
