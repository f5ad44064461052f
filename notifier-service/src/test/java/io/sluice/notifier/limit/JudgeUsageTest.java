package io.sluice.notifier.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.notifier.parts.TestUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeUsageTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");

    @Test
    void tellsNothingBelow80Percent() {
        assertThat(told(at(799, 799, 0))).isEmpty();
    }

    @Test
    void tellsOf80PercentOfEachLimitOnce() {
        assertThat(told(at(800, 0, 0), at(850, 800, 1), at(900, 900, 2)))
                .containsExactly("WORKSPACE NEAR 800", "DAILY NEAR 800");
    }

    @Test
    void tellsOfEachLevelOnTheWayUp() {
        assertThat(told(at(0, 800, 0), at(0, 999, 1), at(0, 1_000, 2), at(0, 1_001, 3)))
                .containsExactly("DAILY NEAR 800", "DAILY REACHED 1000");
    }

    @Test
    void tellsOnlyTheHigherOfTwoLevelsCrossedAtOnce() {
        assertThat(told(at(1_200, 0, 0), at(900, 0, 1))).containsExactly("WORKSPACE REACHED 1200");
    }

    @Test
    void tellsOfAFullWorkspaceAgainOnlyAfterItFellBelow80Percent() {
        assertThat(told(at(1_000, 0, 0), at(800, 0, 1), at(1_000, 0, 2), at(799, 0, 3), at(1_000, 0, 4)))
                .containsExactly("WORKSPACE REACHED 1000", "WORKSPACE REACHED 1000");
    }

    @Test
    void tellsOfTheDailyLimitOnceADayEvenWhenItWasRaisedInBetween() {
        assertThat(told(at(0, 900, 0), at(0, 500, 1), at(0, 900, 2))).containsExactly("DAILY NEAR 900");
    }

    @Test
    void tellsOfTheDailyLimitAgainTheNextDay() {
        var tomorrow = TestUsage.measured(
                ACCOUNT, 0, 900, TestUsage.NOON.plus(Duration.ofDays(1)), TestUsage.DAY_ENDS.plus(Duration.ofDays(1)));

        assertThat(told(at(0, 900, 0), tomorrow)).containsExactly("DAILY NEAR 900", "DAILY NEAR 900");
    }

    @Test
    void leavesOlderMeasurementsAside() {
        assertThat(told(at(900, 0, 10), at(100, 0, 9), at(900, 0, 11))).containsExactly("WORKSPACE NEAR 900");
    }

    @Test
    void judgesTheLargestLimitsToo() {
        var meter = new UsageMeasured.Meter(Long.MAX_VALUE - 1, Long.MAX_VALUE);

        assertThat(Level.of(meter)).isEqualTo(Level.NEAR);
    }

    @Test
    void isQuietBelow80PercentOfBothLimits() {
        assertThat(JudgeUsage.isQuiet(at(799, 799, 0))).isTrue();
        assertThat(JudgeUsage.isQuiet(at(800, 0, 0))).isFalse();
        assertThat(JudgeUsage.isQuiet(at(0, 800, 0))).isFalse();
    }

    /// What contacts hear when these measurements come one after another.
    private static List<String> told(UsageMeasured... measurements) {
        var heard = new ArrayList<String>();
        var memory = LimitMemory.BLANK;
        for (var measured : measurements) {
            var judgement = JudgeUsage.judge(memory, measured);
            memory = judgement.memory();
            judgement
                    .crossings()
                    .forEach(crossed -> heard.add("%s %s %d"
                            .formatted(
                                    crossed.limit(),
                                    crossed.level(),
                                    crossed.meter().usedBytes())));
        }
        return heard;
    }

    private static UsageMeasured at(long workspace, long daily, int second) {
        return TestUsage.measured(ACCOUNT, workspace, daily, second);
    }
}
