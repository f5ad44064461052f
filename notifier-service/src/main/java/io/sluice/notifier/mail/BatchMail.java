package io.sluice.notifier.mail;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import java.util.List;

/// The texts of a mail about a batch with refused records, each a single line, ready for the templates.
///
/// The log has masked the values already. Nothing else in here comes from the batch's records.
///
/// @param headline what happened, as a sentence
/// @param errors the first lines of the log
/// @param moreErrors how many refused records are not shown; empty if none
/// @param advice what the account can do
/// @param endedAt in the account's time zone
public record BatchMail(
        String subject,
        String accountName,
        String accountId,
        String batchRef,
        String jobId,
        String headline,
        String records,
        String imported,
        String refused,
        List<SourceLine> sources,
        List<ErrorLine> errors,
        String moreErrors,
        String advice,
        String endedAt) {

    private static final String INTERNAL = "500";
    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;

    public BatchMail {
        sources = List.copyOf(sources);
        errors = List.copyOf(errors);
    }

    /// A source that took records.
    public record SourceLine(String name, String type, String imported) {
        static SourceLine of(BatchFinished.Source source) {
            return new SourceLine(
                    SingleLineText.of(source.sourceName(), LONGEST_NAME),
                    source.sourceType().value(),
                    MailFormat.number(source.succeededCount()));
        }
    }

    /// One error in the mail's table. A text that does not apply is empty.
    public record ErrorLine(String line, String column, String code, String message) {
        static ErrorLine of(BatchLogLine error) {
            return new ErrorLine(
                    error.line().map(String::valueOf).orElse(""),
                    error.column().map(SingleLineText::of).orElse(""),
                    SingleLineText.of(error.error()),
                    SingleLineText.of(error.message()));
        }
    }

    /// The texts for an account and its batch.
    public static BatchMail of(BatchFinished finished, AccountFacts account) {
        var accountName = SingleLineText.of(account.name(), LONGEST_NAME);
        var hidden = finished.failedCount() - finished.firstErrors().size();
        return new BatchMail(
                SingleLineText.of(
                        "%s (%s): batch %s: %s"
                                .formatted(
                                        accountName,
                                        account.accountId(),
                                        finished.batchRef(),
                                        finished.errorMessage().orElse("it failed")),
                        LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                finished.batchRef().value(),
                finished.jobId().value(),
                headline(finished),
                MailFormat.number(finished.totalCount()),
                MailFormat.number(finished.succeededCount()),
                MailFormat.number(finished.failedCount()),
                finished.sources().stream().map(SourceLine::of).toList(),
                finished.firstErrors().stream().map(ErrorLine::of).toList(),
                hidden > 0 ? MailFormat.number(hidden) : "",
                advice(finished),
                MailFormat.time(finished.finishedAt(), account.timeZone()));
    }

    private static String headline(BatchFinished finished) {
        if (finished.failedCount() == 0) {
            return "Nothing of batch %s could be imported".formatted(finished.batchRef());
        }
        return "%s of %s %s of batch %s %s refused"
                .formatted(
                        MailFormat.number(finished.failedCount()),
                        MailFormat.number(finished.totalCount()),
                        finished.totalCount() == 1 ? "record" : "records",
                        finished.batchRef(),
                        finished.failedCount() == 1 ? "was" : "were");
    }

    private static String advice(BatchFinished finished) {
        if (finished.firstErrors().stream().anyMatch(error -> error.code().equals(INTERNAL))) {
            return "The fault is ours. Send what was not imported again, as a new batch with a new id; ask the platform team if that fails, too.";
        }
        return finished.failedCount() == 0
                ? "Make the file anew as the log says, and send it as a new batch with a new id."
                : "Fix the records that the log lists, and send them again as a new batch with a new id. Do not send the others again: they are imported.";
    }
}
