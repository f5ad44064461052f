package io.sluice.notifier.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.notifier.limit.LimitCrossing;
import io.sluice.notifier.limit.UsageLevel;
import java.time.Instant;

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
        return new UsageMeasured(account, new Meter(workspace, 1_000), new Meter(daily, 1_000), resetsAt, measuredAt);
    }

    public static LimitCrossing workspace(UsageLevel level, long used, long limit) {
        return new LimitCrossing(ACME, Limit.WORKSPACE, level, new Meter(used, limit), DAY_ENDS, NOON);
    }

    public static LimitCrossing daily(UsageLevel level, long used, long limit) {
        return new LimitCrossing(ACME, Limit.DAILY, level, new Meter(used, limit), DAY_ENDS, NOON);
    }
}
