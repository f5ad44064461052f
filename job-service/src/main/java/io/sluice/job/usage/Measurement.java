package io.sluice.job.usage;

import io.sluice.contracts.event.UsageMeasured;
import java.time.Instant;

/// The newest measurement of an account.
///
/// @param workspaceBytes all files in the account's directory
/// @param dailyBytes uploads of the day that ends at `resetsAt`
record Measurement(long workspaceBytes, long dailyBytes, Instant resetsAt) {

    static Measurement of(UsageMeasured event) {
        return new Measurement(event.workspace().usedBytes(), event.daily().usedBytes(), event.resetsAt());
    }
}
