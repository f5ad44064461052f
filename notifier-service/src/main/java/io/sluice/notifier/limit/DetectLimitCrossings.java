package io.sluice.notifier.limit;

import io.sluice.contracts.event.UsageMeasured;
import java.util.ArrayList;
import java.util.List;

/// Detects which limits a measurement crosses, given the levels that contacts already have a mail about.
///
/// | limit | each level causes a mail |
/// |---|---|
/// | daily | once a day |
/// | workspace, files | once, and again after the usage was below 80 % |
///
/// A measurement causes at most one mail for each limit, about the highest level. A measurement that is not
/// newer than the last one changes nothing.
public final class DetectLimitCrossings {
    private DetectLimitCrossings() {}

    /// The crossings, and the mailed levels after their mails.
    public record Detected(MailedLevels mailed, List<LimitCrossing> crossings) {
        public Detected {
            crossings = List.copyOf(crossings);
        }
    }

    /// Whether the measurement causes no mail, whatever was mailed before.
    public static boolean isBelowAllLimits(UsageMeasured measured) {
        return UsageLevel.of(Use.of(measured.workspace())) == UsageLevel.BELOW
                && UsageLevel.of(Use.of(measured.daily())) == UsageLevel.BELOW
                && measured.files()
                        .filter(count -> UsageLevel.of(Use.of(count)) != UsageLevel.BELOW)
                        .isEmpty();
    }

    public static Detected detect(MailedLevels mailed, UsageMeasured measured) {
        if (!measured.measuredAt().isAfter(mailed.measuredAt())) {
            return new Detected(mailed, List.of());
        }
        var crossings = new ArrayList<LimitCrossing>();
        var mailedToday = measured.resetsAt().equals(mailed.resetsAt()) ? mailed.daily() : UsageLevel.BELOW;
        var workspace =
                use(measured, CrossedLimit.WORKSPACE, Use.of(measured.workspace()), mailed.workspace(), crossings);
        var daily = use(measured, CrossedLimit.DAILY, Use.of(measured.daily()), mailedToday, crossings);
        var files = measured.files()
                .map(count -> use(measured, CrossedLimit.FILES, Use.of(count), mailed.files(), crossings));
        return new Detected(
                new MailedLevels(
                        sinceBelow(workspace, mailed.workspace()),
                        highest(daily, mailedToday),
                        files.map(level -> sinceBelow(level, mailed.files())).orElse(mailed.files()),
                        measured.resetsAt(),
                        measured.measuredAt()),
                crossings);
    }

    /// Adds the crossing if there is one; returns the level.
    private static UsageLevel use(
            UsageMeasured measured, CrossedLimit limit, Use use, UsageLevel mailed, List<LimitCrossing> crossings) {
        var level = UsageLevel.of(use);
        if (level.isAbove(mailed)) {
            crossings.add(new LimitCrossing(
                    measured.accountId(), limit, level, use, measured.resetsAt(), measured.measuredAt()));
        }
        return level;
    }

    private static UsageLevel sinceBelow(UsageLevel level, UsageLevel mailed) {
        return level == UsageLevel.BELOW ? UsageLevel.BELOW : highest(level, mailed);
    }

    private static UsageLevel highest(UsageLevel one, UsageLevel other) {
        return one.isAbove(other) ? one : other;
    }
}
