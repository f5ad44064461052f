package io.sluice.notifier.mail;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Formats numbers and times for mails.
final class MailFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ENGLISH);
    private static final String UNITS = "KMGTPE";
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final int KIBI = 1_024;

    private MailFormat() {}

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// The time in an account's time zone, e.g. `2026-11-22 00:00 Asia/Taipei`.
    static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /// Rounded and exact, e.g. `829.4 MiB (869,730,877 bytes)`. Counts below 1 KiB are exact only.
    static String bytes(long count) {
        if (count < KIBI) {
            return count == 1 ? "1 byte" : count + " bytes";
        }
        var unit = (63 - Long.numberOfLeadingZeros(count)) / 10;
        return String.format(
                Locale.ROOT, "%.1f %siB (%,d bytes)", count / Math.pow(KIBI, unit), UNITS.charAt(unit - 1), count);
    }

    /// Whole percents, rounded down, so that 100 % means all of it.
    static String percent(long part, long whole) {
        var percent = BigInteger.valueOf(part).multiply(HUNDRED).divide(BigInteger.valueOf(whole));
        return String.format(Locale.ROOT, "%,d %%", percent);
    }
}
