package io.sluice.batch.state;

import java.time.Instant;
import java.time.ZoneId;

/// The day of an account that contains a moment.
///
/// @param endsAt when the next day starts in the account's time zone
public record AccountDay(Instant now, Instant endsAt) {
    /// A day ends when the next one starts. That is not at midnight where the clocks go forward at midnight.
    public static AccountDay at(Instant now, ZoneId zone) {
        return new AccountDay(
                now,
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant());
    }
}
