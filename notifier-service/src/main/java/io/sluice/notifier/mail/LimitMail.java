package io.sluice.notifier.mail;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.notifier.limit.CrossedLimit;
import io.sluice.notifier.limit.LimitCrossing;
import io.sluice.notifier.limit.UsageLevel;
import java.util.List;

/// The texts of a mail about a limit, each a single line, ready for the templates.
///
/// @param headline how much of the limit is used, as a sentence
/// @param measuredAt in the account's time zone
/// @param dayEnds in the account's time zone; empty for what does not reset
/// @param inUsage whether `GET …/usage` shows this limit
/// @param consequence what happens now
/// @param advice what the account can do
public record LimitMail(
        String subject,
        String accountName,
        String accountId,
        String headline,
        String used,
        String limit,
        String measuredAt,
        String dayEnds,
        String consequence,
        List<String> advice,
        boolean inUsage) {

    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;
    private static final String REFUSED =
            "The upload that went over the limit is refused; another mail says by how much.";

    public LimitMail {
        advice = List.copyOf(advice);
    }

    /// The texts for an account that came near a limit or reached it.
    public static LimitMail of(LimitCrossing crossing, AccountFacts account) {
        var accountName = SingleLineText.of(account.name(), LONGEST_NAME);
        var zone = account.timeZone();
        var dayEnds = MailFormat.time(crossing.resetsAt(), zone);
        var use = crossing.use();
        var percent = MailFormat.percent(use.used(), use.limit());
        var headline = headline(crossing, percent);
        return new LimitMail(
                SingleLineText.of("%s (%s): %s".formatted(accountName, account.accountId(), headline), LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                headline,
                "%s, %s".formatted(amount(crossing, use.used()), percent),
                amount(crossing, use.limit()),
                MailFormat.time(crossing.measuredAt(), zone),
                switch (crossing.limit()) {
                    case WORKSPACE, FILES -> "";
                    case DAILY -> dayEnds;
                },
                consequence(crossing, dayEnds),
                advice(crossing, dayEnds),
                crossing.limit() != CrossedLimit.FILES);
    }

    private static String amount(LimitCrossing crossing, long amount) {
        return switch (crossing.limit()) {
            case WORKSPACE, DAILY -> MailFormat.bytes(amount);
            case FILES -> MailFormat.number(amount) + (amount == 1 ? " file" : " files");
        };
    }

    private static String headline(LimitCrossing crossing, String percent) {
        var reached = crossing.level() == UsageLevel.REACHED;
        return switch (crossing.limit()) {
            case WORKSPACE -> reached ? "Your directory is full" : "Your directory is %s full".formatted(percent);
            case DAILY ->
                reached
                        ? "Your daily upload limit is used up"
                        : "%s of your daily upload limit is used".formatted(percent);
            case FILES ->
                reached
                        ? "Your directory has as many files as it may have"
                        : "Your directory has %s of the files that it may have".formatted(percent);
        };
    }

    private static String consequence(LimitCrossing crossing, String dayEnds) {
        var until = switch (crossing.limit()) {
            case WORKSPACE, FILES -> "until there is room again";
            case DAILY -> "until the day ends at %s".formatted(dayEnds);
        };
        if (crossing.use().exceeded()) {
            return "You can read your files, but no longer upload, %s. %s".formatted(until, REFUSED);
        }
        return crossing.level() == UsageLevel.REACHED
                ? "The next upload goes over the limit and is refused. From then on you can read your files, but no longer upload, %s."
                        .formatted(until)
                : "Uploads are taken as before. Over the limit you can still read your files, but no longer upload, %s."
                        .formatted(until);
    }

    private static List<String> advice(LimitCrossing crossing, String dayEnds) {
        return switch (crossing.limit()) {
            case WORKSPACE, FILES ->
                crossing.use().exceeded()
                        ? List.of(
                                "Wait: room comes back by itself when the oldest files in /processed and /invalid are archived.",
                                "Ask the platform team to make room or to raise the limit.")
                        : List.of(
                                "Remove files below /sources that nobody will take. They are listed at GET /v1/%s/files?state=ignored."
                                        .formatted(crossing.accountId()),
                                "Ask the platform team to raise the limit.");
            case DAILY ->
                List.of(
                        crossing.level() == UsageLevel.REACHED
                                ? "Upload what is left after %s.".formatted(dayEnds)
                                : "Keep what can wait for after %s. A file that you upload again counts again."
                                        .formatted(dayEnds),
                        "Ask the platform team to raise the limit.");
        };
    }
}
