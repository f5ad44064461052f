package io.sluice.notifier.limit;

import java.time.Instant;

/// The levels that an account's contacts already have a mail about.
///
/// @param workspace the highest level with a mail since the usage was last below 80 %
/// @param daily the highest level with a mail in the day that ends at `resetsAt`
/// @param files as `workspace`, for the number of files
/// @param measuredAt when the newest evaluated measurement was taken
public record MailedLevels(
        UsageLevel workspace, UsageLevel daily, UsageLevel files, Instant resetsAt, Instant measuredAt) {
    /// Before the first mail.
    public static final MailedLevels NONE =
            new MailedLevels(UsageLevel.BELOW, UsageLevel.BELOW, UsageLevel.BELOW, Instant.EPOCH, Instant.EPOCH);
}
