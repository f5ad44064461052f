package io.sluice.notifier.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.LimitExceeded.Limit;
import io.sluice.contracts.event.UsageMeasured.Meter;
import java.time.Instant;

/// An account's use came near a limit or reached it, for the first time that day or since it was below.
///
/// @param resetsAt when the account's day ends
public record LimitCrossed(
        AccountId accountId, Limit limit, Level level, Meter meter, Instant resetsAt, Instant measuredAt) {

    public LimitCrossed {
        if (level == Level.BELOW) {
            throw new IllegalArgumentException("expected a level that is worth a mail but got " + level);
        }
    }
}
