package io.sluice.notifier.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.EntryCount;

/// How much of a limit is used: bytes or files. Rows of the outbox hold it under the names that it had when
/// there were bytes only.
public record Use(
        @JsonProperty("used_bytes") long used,
        @JsonProperty("limit_bytes") long limit) {
    static Use of(Meter meter) {
        return new Use(meter.usedBytes(), meter.limitBytes());
    }

    static Use of(EntryCount count) {
        return new Use(count.used(), count.limit());
    }

    /// Whether more is used than is allowed.
    public boolean exceeded() {
        return used > limit;
    }
}
