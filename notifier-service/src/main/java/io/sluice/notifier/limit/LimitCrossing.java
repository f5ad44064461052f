package io.sluice.notifier.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import java.time.Instant;

/// An account's usage rose to a level that its contacts have no mail about yet.
///
/// @param level above `BELOW`
/// @param resetsAt when the account's day ends
public record LimitCrossing(
        AccountId accountId,
        CrossedLimit limit,
        UsageLevel level,
        @JsonProperty("meter") Use use,
        Instant resetsAt,
        Instant measuredAt) {

    public LimitCrossing {
        if (level == UsageLevel.BELOW) {
            throw new IllegalArgumentException("expected a level that is worth a mail but got " + level);
        }
    }
}
