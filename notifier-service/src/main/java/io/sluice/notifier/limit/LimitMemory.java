package io.sluice.notifier.limit;

import java.time.Instant;

/// What an account's contacts were told of its limits.
///
/// @param workspace the highest level told of since the use was below all of them
/// @param daily the highest level told of the day that ends at `resetsAt`
/// @param measuredAt of the newest measurement looked at
public record LimitMemory(Level workspace, Level daily, Instant resetsAt, Instant measuredAt) {
    /// They were told nothing yet.
    public static final LimitMemory BLANK = new LimitMemory(Level.BELOW, Level.BELOW, Instant.EPOCH, Instant.EPOCH);
}
