package io.sluice.batch.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes moments as published clients read them: ISO 8601 with milliseconds and `Z`.
public final class BatchTimes {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private BatchTimes() {}

    public static String text(Instant moment) {
        return MILLIS.format(moment);
    }
}
