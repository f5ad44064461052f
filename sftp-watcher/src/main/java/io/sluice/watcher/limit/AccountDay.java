package io.sluice.watcher.limit;

import java.time.Instant;
import java.time.ZoneId;

/// A day in an account's time zone. Where clocks are put forward at midnight it begins at the first moment
/// after that.
record AccountDay(Instant begin, Instant end, ZoneId zone) {

    /// The day that contains a moment.
    static AccountDay at(Instant moment, ZoneId zone) {
        var date = moment.atZone(zone).toLocalDate();
        return new AccountDay(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant(),
                zone);
    }

    /// This day if it contains the moment in the zone, else the day that does.
    AccountDay orThatOf(Instant moment, ZoneId zoneNow) {
        return zone.equals(zoneNow) && !moment.isBefore(begin) && moment.isBefore(end) ? this : at(moment, zoneNow);
    }
}
