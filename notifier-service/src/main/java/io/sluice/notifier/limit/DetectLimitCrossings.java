package io.sluice.notifier.limit;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import java.util.ArrayList;
import java.util.List;

/// Detects which limits a measurement crosses, given the levels that contacts already have a mail about.
///
/// | limit | each level causes a mail |
/// |---|---|
/// | daily | once a day |
/// | workspace | once, and again after the usage was below 80 % |
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
        return UsageLevel.of(measured.workspace()) == UsageLevel.BELOW
                && UsageLevel.of(measured.daily()) == UsageLevel.BELOW;
    }

    public static Detected detect(MailedLevels mailed, UsageMeasured measured) {
        if (!measured.measuredAt().isAfter(mailed.measuredAt())) {
            return new Detected(mailed, List.of());
        }
        var mailedToday = measured.resetsAt().equals(mailed.resetsAt()) ? mailed.daily() : UsageLevel.BELOW;
        var workspace = UsageLevel.of(measured.workspace());
        var daily = UsageLevel.of(measured.daily());
        var crossings = new ArrayList<LimitCrossing>();
        if (workspace.isAbove(mailed.workspace())) {
            crossings.add(crossing(measured, Limit.WORKSPACE, workspace, measured.workspace()));
        }
        if (daily.isAbove(mailedToday)) {
            crossings.add(crossing(measured, Limit.DAILY, daily, measured.daily()));
        }
        return new Detected(
                new MailedLevels(
                        workspace == UsageLevel.BELOW ? UsageLevel.BELOW : highest(workspace, mailed.workspace()),
                        highest(daily, mailedToday),
                        measured.resetsAt(),
                        measured.measuredAt()),
                crossings);
    }

    private static LimitCrossing crossing(UsageMeasured measured, Limit limit, UsageLevel level, Meter meter) {
        return new LimitCrossing(measured.accountId(), limit, level, meter, measured.resetsAt(), measured.measuredAt());
    }

    private static UsageLevel highest(UsageLevel one, UsageLevel other) {
        return one.isAbove(other) ? one : other;
    }
}
