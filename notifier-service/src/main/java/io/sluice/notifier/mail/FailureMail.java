package io.sluice.notifier.mail;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import java.util.List;

/// The texts of a mail about a failed job, each a single line, ready for the templates.
///
/// The report has masked the cells already. Nothing else in here comes from the file's rows.
///
/// @param ending `was refused`, or `could not be checked` when the fault is ours
/// @param problem the job's error message: what is wrong, where, and how many
/// @param what the message of the first error with its hint, as in the report
/// @param where the place of the first error; empty when the fault is ours
/// @param howMany errors and rows; empty when the fault is ours
/// @param errors the first errors of the report
/// @param moreErrors how many errors are not shown
/// @param endedAt in the account's time zone
/// @param filePath where the file lies; empty when it was lost
/// @param uploadPath where to upload the corrected file; empty when the account has nothing to do
/// @param advice what the account can do
public record FailureMail(
        String subject,
        String accountName,
        String accountId,
        String sourceName,
        String sourceType,
        String fileName,
        String dataDate,
        String ending,
        String problem,
        String what,
        String where,
        String howMany,
        String rows,
        String errorCount,
        List<Row> errors,
        String moreErrors,
        String filePath,
        String reportPath,
        String uploadPath,
        String advice,
        String endedAt,
        String jobId) {

    private static final String INTERNAL_ERROR = "internal-error";
    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;

    public FailureMail {
        errors = List.copyOf(errors);
    }

    /// What happened, as a sentence.
    public String headline() {
        return fileName + " " + ending;
    }

    /// One error in the mail's table. A text that does not apply is empty.
    public record Row(String line, String column, String value, String message) {
        private static final int LONGEST_VALUE = 60;

        static Row of(ErrorDocument error) {
            return new Row(
                    error.line() == null ? "" : error.line().toString(),
                    error.column() == null ? "" : SingleLineText.of(error.column()),
                    error.value() == null ? "" : SingleLineText.of(error.value(), LONGEST_VALUE),
                    SingleLineText.of(error.message()));
        }
    }

    /// The texts for an account and its failed job.
    public static FailureMail of(JobFinished finished, AccountFacts account) {
        var validated = finished.validated();
        var job = finished.job();
        var sourceName = SingleLineText.of(
                account.source(job.sourceType()).map(Source::sourceName).orElse(validated.sourceName()), LONGEST_NAME);
        var accountName = SingleLineText.of(account.name(), LONGEST_NAME);
        var fileName = SingleLineText.of(job.fileName());
        var ours =
                validated.firstErrors().stream().anyMatch(error -> error.code().equals(INTERNAL_ERROR));
        var ending = ours ? "could not be checked" : "was refused";
        var problem = SingleLineText.of(
                ours
                        ? validated.firstErrors().getFirst().message()
                        : validated.errorMessage().orElse("The file was refused"));
        var lost = finished.path().isEmpty() && !finished.kept();
        var hidden = validated.errorCount() - validated.firstErrors().size();
        return new FailureMail(
                SingleLineText.of(
                        "%s (%s): %s file %s %s%s"
                                .formatted(
                                        accountName,
                                        account.accountId(),
                                        sourceName,
                                        fileName,
                                        ending,
                                        ours ? ", the fault is ours" : ": " + problem),
                        LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                sourceName,
                job.sourceType().value(),
                fileName,
                job.dataDate().value().toString(),
                ending,
                problem,
                validated.firstErrors().isEmpty()
                        ? problem
                        : SingleLineText.of(validated.firstErrors().getFirst().message()),
                ours ? "" : where(validated.firstErrors()),
                ours ? "" : howMany(validated.errorCount(), validated.rows()),
                MailFormat.number(validated.rows()),
                MailFormat.number(validated.errorCount()),
                validated.firstErrors().stream().map(Row::of).toList(),
                hidden > 0 ? MailFormat.number(hidden) : "",
                SingleLineText.of(finished.path().orElse("")),
                SingleLineText.of(finished.reportPath().orElse("")),
                ours && !lost ? "" : "/sources/%s/%s".formatted(job.sourceType(), fileName),
                lost ? Advice.LOST : Advice.forErrors(validated.firstErrors()),
                MailFormat.time(finished.finishedAt(), account.timeZone()),
                job.jobId().value());
    }

    private static String where(List<ErrorDocument> errors) {
        if (errors.isEmpty() || errors.getFirst().line() == null) {
            return "the whole file";
        }
        var first = errors.getFirst();
        var column = first.column() == null ? "" : ", column " + SingleLineText.of(first.column());
        return "line " + first.line() + column;
    }

    private static String howMany(long errors, long rows) {
        return "%s %s in %s %s"
                .formatted(
                        MailFormat.number(errors),
                        errors == 1 ? "error" : "errors",
                        MailFormat.number(rows),
                        rows == 1 ? "row" : "rows");
    }
}
