package io.sluice.notifier.letter;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.notifier.limit.Level;
import io.sluice.notifier.limit.LimitCrossed;
import java.util.List;

/// All that a mail about a limit says, as text in single lines, ready for the templates.
///
/// @param headline how far it has come, as a sentence
/// @param whenMeasured in the account's time zone
/// @param dayEnds in the account's time zone; empty for a limit that is not of the day
/// @param consequence what happens now
/// @param advice what the account can do
public record LimitLetter(
        String subject,
        String accountName,
        String accountId,
        String headline,
        String used,
        String limit,
        String whenMeasured,
        String dayEnds,
        String consequence,
        List<String> advice) {

    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;
    private static final String REFUSED =
            "The upload that went over the limit is refused; another mail says by how much.";

    public LimitLetter {
        advice = List.copyOf(advice);
    }

    /// The letter to an account that came near a limit or reached it.
    public static LimitLetter of(LimitCrossed crossed, AccountFacts account) {
        var accountName = OneLine.of(account.name(), LONGEST_NAME);
        var zone = account.timeZone();
        var dayEnds = Figures.moment(crossed.resetsAt(), zone);
        var meter = crossed.meter();
        var percent = Figures.percent(meter.usedBytes(), meter.limitBytes());
        var headline = headline(crossed, percent);
        return new LimitLetter(
                OneLine.of("%s (%s): %s".formatted(accountName, account.accountId(), headline), LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                headline,
                "%s, %s".formatted(Figures.bytes(meter.usedBytes()), percent),
                Figures.bytes(meter.limitBytes()),
                Figures.moment(crossed.measuredAt(), zone),
                switch (crossed.limit()) {
                    case WORKSPACE -> "";
                    case DAILY -> dayEnds;
                },
                consequence(crossed, dayEnds),
                advice(crossed, dayEnds));
    }

    private static String headline(LimitCrossed crossed, String percent) {
        var reached = crossed.level() == Level.REACHED;
        return switch (crossed.limit()) {
            case WORKSPACE -> reached ? "Your directory is full" : "Your directory is %s full".formatted(percent);
            case DAILY ->
                reached
                        ? "Your daily upload limit is used up"
                        : "%s of your daily upload limit is used".formatted(percent);
        };
    }

    private static String consequence(LimitCrossed crossed, String dayEnds) {
        var until = switch (crossed.limit()) {
            case WORKSPACE -> "until there is room again";
            case DAILY -> "until the day ends at %s".formatted(dayEnds);
        };
        if (crossed.meter().exceeded()) {
            return "You can read your files, but no longer upload, %s. %s".formatted(until, REFUSED);
        }
        return crossed.level() == Level.REACHED
                ? "The next upload goes over the limit and is refused. From then on you can read your files, but no longer upload, %s."
                        .formatted(until)
                : "Uploads are taken as before. Over the limit you can still read your files, but no longer upload, %s."
                        .formatted(until);
    }

    private static List<String> advice(LimitCrossed crossed, String dayEnds) {
        return switch (crossed.limit()) {
            case WORKSPACE ->
                crossed.meter().exceeded()
                        ? List.of(
                                "Wait: room comes back by itself when the oldest files in /processed and /invalid are archived.",
                                "Ask the platform team to make room or to raise the limit.")
                        : List.of(
                                "Remove files below /sources that nobody will take. They are listed at GET /v1/%s/files?state=ignored."
                                        .formatted(crossed.accountId()),
                                "Ask the platform team to raise the limit.");
            case DAILY ->
                List.of(
                        crossed.level() == Level.REACHED
                                ? "Upload what is left after %s.".formatted(dayEnds)
                                : "Keep what can wait for after %s. A file that you upload again counts again."
                                        .formatted(dayEnds),
                        "Ask the platform team to raise the limit.");
        };
    }
}
