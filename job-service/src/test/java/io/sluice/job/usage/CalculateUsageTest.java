package io.sluice.job.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.fixtures.TestAccount;
import io.sluice.job.usage.UsageDocument.DailyDocument;
import io.sluice.job.usage.UsageDocument.DataSetsDocument;
import io.sluice.job.usage.UsageDocument.WorkspaceDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalculateUsageTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MIDNIGHT_IN_TAIPEI = Instant.parse("2026-11-21T16:00:00Z");
    private static final AccountFacts ACCOUNT = account("Asia/Taipei");

    @Test
    void answersTodaysMeasurement() {
        var measured = new Measurement(700, 300, MIDNIGHT_IN_TAIPEI);

        assertThat(calculate(ACCOUNT, NOON, Optional.of(measured))).isEqualTo(usage(700, 300, MIDNIGHT_IN_TAIPEI));
    }

    @Test
    void answersNoUsageBeforeTheFirstMeasurement() {
        assertThat(calculate(ACCOUNT, NOON, Optional.empty())).isEqualTo(usage(0, 0, MIDNIGHT_IN_TAIPEI));
    }

    @Test
    void startsTheNextDayWhenTheDayEnds() {
        var measured = new Measurement(700, 300, MIDNIGHT_IN_TAIPEI);

        assertThat(calculate(ACCOUNT, MIDNIGHT_IN_TAIPEI, Optional.of(measured)))
                .isEqualTo(usage(700, 0, Instant.parse("2026-11-22T16:00:00Z")));
    }

    @Test
    void countsTheDayOfTheMeasurementUntilItsEnd() {
        var measured = new Measurement(700, 300, MIDNIGHT_IN_TAIPEI);

        assertThat(calculate(ACCOUNT, MIDNIGHT_IN_TAIPEI.minusMillis(1), Optional.of(measured)))
                .isEqualTo(usage(700, 300, MIDNIGHT_IN_TAIPEI));
    }

    @Test
    void endsADayOf23HoursInTime() {
        var beforeTheGap = Instant.parse("2026-03-28T23:30:00Z");

        assertThat(calculate(account("Europe/Berlin"), beforeTheGap, Optional.empty()))
                .isEqualTo(usage(0, 0, Instant.parse("2026-03-29T22:00:00Z")));
    }

    @Test
    void endsADayWhoseNextMidnightDoesNotExistAtTheNextDaysFirstMoment() {
        var dayBefore = Instant.parse("2026-04-23T12:00:00Z");

        assertThat(calculate(account("Africa/Cairo"), dayBefore, Optional.empty()))
                .isEqualTo(usage(0, 0, Instant.parse("2026-04-23T22:00:00Z")));
    }

    private static UsageDocument calculate(AccountFacts account, Instant now, Optional<Measurement> measured) {
        return new CalculateUsage(Clock.fixed(now, ZoneOffset.UTC))
                .calculate(account, measured, new DataSetUse(2, 10, 1_000));
    }

    private static UsageDocument usage(long workspace, long daily, Instant resetsAt) {
        return new UsageDocument(
                new WorkspaceDocument(workspace, 5_000),
                new DailyDocument(daily, 1_000, resetsAt.getEpochSecond()),
                new DataSetsDocument(1_000, 10, 2));
    }

    private static AccountFacts account(String zone) {
        return TestAccount.fresh().zone(ZoneId.of(zone)).limits(5_000, 1_000).facts();
    }
}
