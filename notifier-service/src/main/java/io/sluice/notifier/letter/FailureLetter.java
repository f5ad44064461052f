package io.sluice.notifier.letter;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import java.util.List;

/// All that a mail about a failed job says, as text in single lines, ready for the templates.
///
/// Cells come masked from the report; nothing else of the file's contents is known here.
///
/// @param problem the job's error message: what is wrong, where, and how many
/// @param errors the first errors of the report
/// @param moreErrors how many errors are not shown
/// @param whenEnded in the account's time zone
/// @param uploadPath where the mended file is to go
/// @param advice what to do about it
public record FailureLetter(
        String subject,
        String accountName,
        String accountId,
        String sourceName,
        String sourceType,
        String fileName,
        String dataDate,
        String problem,
        String rows,
        String errorCount,
        List<Row> errors,
        String moreErrors,
        String filePath,
        String reportPath,
        String uploadPath,
        String advice,
        String whenEnded,
        String jobId) {

    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;

    public FailureLetter {
        errors = List.copyOf(errors);
    }

    /// One error in the letter's table; empty what does not apply.
    public record Row(String line, String column, String value, String message) {
        private static final int LONGEST_VALUE = 60;

        static Row of(ErrorDocument error) {
            return new Row(
                    error.line() == null ? "" : error.line().toString(),
                    error.column() == null ? "" : OneLine.of(error.column()),
                    error.value() == null ? "" : OneLine.of(error.value(), LONGEST_VALUE),
                    OneLine.of(error.message()));
        }
    }

    /// The letter to an account about a job that failed.
    public static FailureLetter of(JobFinished finished, AccountFacts account) {
        var validated = finished.validated();
        var job = finished.job();
        var sourceName = OneLine.of(
                account.source(job.sourceType()).map(Source::sourceName).orElse(validated.sourceName()), LONGEST_NAME);
        var accountName = OneLine.of(account.name(), LONGEST_NAME);
        var fileName = OneLine.of(job.fileName());
        var problem = OneLine.of(validated.errorMessage().orElse("The file was refused"));
        var hidden = validated.errorCount() - validated.firstErrors().size();
        return new FailureLetter(
                OneLine.of(
                        "%s (%s): %s file %s was refused: %s"
                                .formatted(accountName, account.accountId(), sourceName, fileName, problem),
                        LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                sourceName,
                job.sourceType().value(),
                fileName,
                job.dataDate().value().toString(),
                problem,
                Figures.number(validated.rows()),
                Figures.number(validated.errorCount()),
                validated.firstErrors().stream().map(Row::of).toList(),
                hidden > 0 ? Figures.number(hidden) : "",
                OneLine.of(finished.path()),
                OneLine.of(finished.reportPath().orElse("")),
                "/sources/%s/%s".formatted(job.sourceType(), fileName),
                Advice.on(validated.firstErrors()),
                Figures.moment(finished.finishedAt(), account.timeZone()),
                job.jobId().value());
    }
}
