package io.sluice.notifier.letter;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers and moments as letters show them.
final class Figures {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ENGLISH);
    private static final String UNITS = "KMGTPE";
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final int KIBI = 1_024;

    private Figures() {}

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// The moment in an account's time zone.
    static String moment(Instant instant, ZoneId zone) {
        return MOMENT.format(instant.atZone(zone));
    }

    /// Rounded and exact, e.g. `829.4 MiB (869,730,877 bytes)`; small amounts only exact.
    static String bytes(long count) {
        if (count < KIBI) {
            return count == 1 ? "1 byte" : count + " bytes";
        }
        var unit = (63 - Long.numberOfLeadingZeros(count)) / 10;
        return String.format(
                Locale.ROOT, "%.1f %siB (%,d bytes)", count / Math.pow(KIBI, unit), UNITS.charAt(unit - 1), count);
    }

    /// Whole percents, never rounded up: 100 is said of nothing less.
    static String percent(long part, long whole) {
        var percent = BigInteger.valueOf(part).multiply(HUNDRED).divide(BigInteger.valueOf(whole));
        return String.format(Locale.ROOT, "%,d %%", percent);
    }
}
