package io.sluice.notifier.limit;

import io.sluice.contracts.event.LimitExceeded.Limit;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import java.util.ArrayList;
import java.util.List;

/// Decides what contacts are to be told of a measurement, given what they were told before.
///
/// Of each meter they hear at most one thing, the highest level it came to: of the daily limit each level
/// once a day, of the workspace again only after the use was below 80 % in between. A measurement that is not
/// newer than the last one looked at changes nothing.
public final class JudgeUsage {
    private JudgeUsage() {}

    /// What is to be told, and what was told once that is done.
    public record Judgement(LimitMemory memory, List<LimitCrossed> crossings) {
        public Judgement {
            crossings = List.copyOf(crossings);
        }
    }

    /// Whether nothing is to be told whatever was told before.
    public static boolean isQuiet(UsageMeasured measured) {
        return Level.of(measured.workspace()) == Level.BELOW && Level.of(measured.daily()) == Level.BELOW;
    }

    public static Judgement judge(LimitMemory memory, UsageMeasured measured) {
        if (!measured.measuredAt().isAfter(memory.measuredAt())) {
            return new Judgement(memory, List.of());
        }
        var toldToday = measured.resetsAt().equals(memory.resetsAt()) ? memory.daily() : Level.BELOW;
        var workspace = Level.of(measured.workspace());
        var daily = Level.of(measured.daily());
        var crossings = new ArrayList<LimitCrossed>();
        if (workspace.isAbove(memory.workspace())) {
            crossings.add(crossed(measured, Limit.WORKSPACE, workspace, measured.workspace()));
        }
        if (daily.isAbove(toldToday)) {
            crossings.add(crossed(measured, Limit.DAILY, daily, measured.daily()));
        }
        return new Judgement(
                new LimitMemory(
                        workspace == Level.BELOW ? Level.BELOW : highest(workspace, memory.workspace()),
                        highest(daily, toldToday),
                        measured.resetsAt(),
                        measured.measuredAt()),
                crossings);
    }

    private static LimitCrossed crossed(UsageMeasured measured, Limit limit, Level level, Meter meter) {
        return new LimitCrossed(measured.accountId(), limit, level, meter, measured.resetsAt(), measured.measuredAt());
    }

    private static Level highest(Level one, Level other) {
        return one.isAbove(other) ? one : other;
    }
}
