package io.sluice.notifier.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.notifier.limit.CrossedLimit;
import io.sluice.notifier.limit.LimitCrossing;
import io.sluice.notifier.limit.UsageLevel;
import io.sluice.notifier.limit.Use;
import java.time.Instant;
import java.util.Optional;

/// Measurements of an account whose limits are 1,000 bytes each and whose day is that of Taipei.
public final class TestUsage {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final Instant DAY_ENDS = Instant.parse("2026-11-21T16:00:00Z");
    private static final AccountId ACME = new AccountId("110-1234-567");

    private TestUsage() {}

    /// The usage measured that many seconds after noon.
    public static UsageMeasured measured(AccountId account, long workspace, long daily, int second) {
        return measured(account, workspace, daily, NOON.plusSeconds(second), DAY_ENDS);
    }

    public static UsageMeasured measured(
            AccountId account, long workspace, long daily, Instant measuredAt, Instant resetsAt) {
        return new UsageMeasured(
                account, new Meter(workspace, 1_000), new Meter(daily, 1_000), Optional.empty(), resetsAt, measuredAt);
    }

    /// Of an account that may have 1,000 files.
    public static UsageMeasured files(AccountId account, long files, int second) {
        var bytes = measured(account, 0, 0, second);
        return new UsageMeasured(
                account,
                bytes.workspace(),
                bytes.daily(),
                Optional.of(new EntryCount(Kind.FILES, files, 1_000)),
                bytes.resetsAt(),
                bytes.measuredAt());
    }

    public static LimitCrossing workspace(UsageLevel level, long used, long limit) {
        return new LimitCrossing(ACME, CrossedLimit.WORKSPACE, level, new Use(used, limit), DAY_ENDS, NOON);
    }

    public static LimitCrossing daily(UsageLevel level, long used, long limit) {
        return new LimitCrossing(ACME, CrossedLimit.DAILY, level, new Use(used, limit), DAY_ENDS, NOON);
    }

    public static LimitCrossing files(UsageLevel level, long used, long limit) {
        return new LimitCrossing(ACME, CrossedLimit.FILES, level, new Use(used, limit), DAY_ENDS, NOON);
    }
}
