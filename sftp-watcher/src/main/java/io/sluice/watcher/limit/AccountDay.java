package io.sluice.watcher.limit;

import java.time.Instant;
import java.time.ZoneId;

/// A day as an account's time zone counts it; where clocks are put forward at midnight it begins at the first
/// moment after.
record AccountDay(Instant begin, Instant end, ZoneId zone) {

    /// The day that holds a moment.
    static AccountDay at(Instant moment, ZoneId zone) {
        var date = moment.atZone(zone).toLocalDate();
        return new AccountDay(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant(),
                zone);
    }

    /// This day if it holds the moment in the zone, else the one that does.
    AccountDay orThatOf(Instant moment, ZoneId zoneNow) {
        return zone.equals(zoneNow) && !moment.isBefore(begin) && moment.isBefore(end) ? this : at(moment, zoneNow);
    }
}
