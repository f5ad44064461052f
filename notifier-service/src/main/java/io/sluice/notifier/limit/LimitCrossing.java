package io.sluice.notifier.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import java.time.Instant;

/// An account's usage rose to a level that its contacts have no mail about yet.
///
/// @param level above `BELOW`
/// @param resetsAt when the account's day ends
public record LimitCrossing(
        AccountId accountId, Limit limit, UsageLevel level, Meter meter, Instant resetsAt, Instant measuredAt) {

    public LimitCrossing {
        if (level == UsageLevel.BELOW) {
            throw new IllegalArgumentException("expected a level that is worth a mail but got " + level);
        }
    }
}
