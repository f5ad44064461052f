package io.sluice.batch.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;

/// A date or date-time of ISO 8601 as it stands in a query parameter.
///
/// | text | is read as |
/// |---|---|
/// | `2016-02-06` | the start of that day in UTC |
/// | `2016-02-06T13:41Z`, `…T13:41:54.251Z` | as it says |
/// | `…T13:41:54+01:00`, `+0100`, `+01` | the same; a plus that was not escaped arrives as a blank |
/// | `2016-02-06T13:41:54` | refused: without a zone it names no moment |
sealed interface ListedMoment {
    Pattern OFFSET = Pattern.compile("(.*)([+ -])([0-9]{2}):?([0-9]{2})?");

    /// Read.
    record Known(Instant moment) implements ListedMoment {}

    /// A date-time without the zone that makes it a moment.
    record WithoutZone() implements ListedMoment {}

    /// No date and no date-time, or one that a database does not know.
    record Unreadable() implements ListedMoment {}

    static ListedMoment read(String text) {
        try {
            var moment = text.length() == "2016-02-06".length()
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(withUsualOffset(text));
            return moment.getYear() > 0 && moment.getYear() < 10_000 ? new Known(moment.toInstant()) : new Unreadable();
        } catch (DateTimeException unreadable) {
            return hasNoZone(text) ? new WithoutZone() : new Unreadable();
        }
    }

    private static String withUsualOffset(String text) {
        var parts = OFFSET.matcher(text);
        return parts.matches()
                ? "%s%s%s:%s"
                        .formatted(
                                parts.group(1),
                                parts.group(2).replace(' ', '+'),
                                parts.group(3),
                                Objects.requireNonNullElse(parts.group(4), "00"))
                : text;
    }

    private static boolean hasNoZone(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
