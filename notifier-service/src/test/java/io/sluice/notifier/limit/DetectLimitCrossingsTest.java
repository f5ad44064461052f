package io.sluice.notifier.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.notifier.parts.TestUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectLimitCrossingsTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");

    @Test
    void mailsNothingBelow80Percent() {
        assertThat(mailed(at(799, 799, 0))).isEmpty();
    }

    @Test
    void mails80PercentOfEachLimitOnce() {
        assertThat(mailed(at(800, 0, 0), at(850, 800, 1), at(900, 900, 2)))
                .containsExactly("WORKSPACE NEAR 800", "DAILY NEAR 800");
    }

    @Test
    void mailsEachLevelOnTheWayUp() {
        assertThat(mailed(at(0, 800, 0), at(0, 999, 1), at(0, 1_000, 2), at(0, 1_001, 3)))
                .containsExactly("DAILY NEAR 800", "DAILY REACHED 1000");
    }

    @Test
    void mailsOnlyTheHigherOfTwoLevelsCrossedAtOnce() {
        assertThat(mailed(at(1_200, 0, 0), at(900, 0, 1))).containsExactly("WORKSPACE REACHED 1200");
    }

    @Test
    void mailsAFullWorkspaceAgainOnlyAfterItFellBelow80Percent() {
        assertThat(mailed(at(1_000, 0, 0), at(800, 0, 1), at(1_000, 0, 2), at(799, 0, 3), at(1_000, 0, 4)))
                .containsExactly("WORKSPACE REACHED 1000", "WORKSPACE REACHED 1000");
    }

    @Test
    void mailsTheDailyLimitOnceADayEvenWhenItWasRaisedInBetween() {
        assertThat(mailed(at(0, 900, 0), at(0, 500, 1), at(0, 900, 2))).containsExactly("DAILY NEAR 900");
    }

    @Test
    void mailsTheDailyLimitAgainTheNextDay() {
        var tomorrow = TestUsage.measured(
                ACCOUNT, 0, 900, TestUsage.NOON.plus(Duration.ofDays(1)), TestUsage.DAY_ENDS.plus(Duration.ofDays(1)));

        assertThat(mailed(at(0, 900, 0), tomorrow)).containsExactly("DAILY NEAR 900", "DAILY NEAR 900");
    }

    @Test
    void mails80PercentOfTheFilesAndAllOfThemOnceEach() {
        assertThat(mailed(files(799, 0), files(800, 1), files(950, 2), files(1_000, 3), files(1_001, 4)))
                .containsExactly("FILES NEAR 800", "FILES REACHED 1000");
    }

    @Test
    void mailsManyFilesAgainOnlyAfterTheyWereFewerThan80Percent() {
        assertThat(mailed(files(900, 0), files(800, 1), files(900, 2), files(799, 3), files(900, 4)))
                .containsExactly("FILES NEAR 900", "FILES NEAR 900");
    }

    /// Such a measurement comes from a version that did not count them.
    @Test
    void mailsNoFilesAgainAfterAMeasurementWithoutTheirNumber() {
        assertThat(mailed(files(900, 0), at(0, 0, 1), files(900, 2))).containsExactly("FILES NEAR 900");
    }

    @Test
    void ignoresOlderMeasurements() {
        assertThat(mailed(at(900, 0, 10), at(100, 0, 9), at(900, 0, 11))).containsExactly("WORKSPACE NEAR 900");
    }

    @Test
    void calculatesTheLevelOfTheLargestLimits() {
        var use = new Use(Long.MAX_VALUE - 1, Long.MAX_VALUE);

        assertThat(UsageLevel.of(use)).isEqualTo(UsageLevel.NEAR);
    }

    @Test
    void isBelowAllLimitsUnder80PercentOfEach() {
        assertThat(DetectLimitCrossings.isBelowAllLimits(at(799, 799, 0))).isTrue();
        assertThat(DetectLimitCrossings.isBelowAllLimits(at(800, 0, 0))).isFalse();
        assertThat(DetectLimitCrossings.isBelowAllLimits(at(0, 800, 0))).isFalse();
        assertThat(DetectLimitCrossings.isBelowAllLimits(files(799, 0))).isTrue();
        assertThat(DetectLimitCrossings.isBelowAllLimits(files(800, 0))).isFalse();
    }

    /// The mails that these measurements cause one after another.
    private static List<String> mailed(UsageMeasured... measurements) {
        var mails = new ArrayList<String>();
        var mailed = MailedLevels.NONE;
        for (var measured : measurements) {
            var detected = DetectLimitCrossings.detect(mailed, measured);
            mailed = detected.mailed();
            detected.crossings()
                    .forEach(crossing -> mails.add("%s %s %d"
                            .formatted(
                                    crossing.limit(),
                                    crossing.level(),
                                    crossing.use().used())));
        }
        return mails;
    }

    private static UsageMeasured at(long workspace, long daily, int second) {
        return TestUsage.measured(ACCOUNT, workspace, daily, second);
    }

    private static UsageMeasured files(long files, int second) {
        return TestUsage.files(ACCOUNT, files, second);
    }
}
