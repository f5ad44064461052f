package io.sluice.data.entity;

import io.sluice.web.parameter.OpaqueText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in a listing of entities; also the text of its cursor.
sealed interface EntityPlace {
    /// The listing goes on after this entity.
    static String cursorAfter(EntityPlace place, EntityState last) {
        return switch (place) {
            case ByKey _ -> OpaqueText.write("key:" + encoded(last.key()));
            case ByChange _ ->
                OpaqueText.write("change:%d:%s"
                        .formatted(ChronoUnit.MICROS.between(Instant.EPOCH, last.updatedAt()), encoded(last.key())));
        };
    }

    /// The place that a cursor names; empty when the text is no cursor.
    static Optional<EntityPlace> read(String cursor) {
        return OpaqueText.read(cursor).flatMap(EntityPlace::place);
    }

    private static Optional<EntityPlace> place(String plain) {
        var parts = plain.split(":", -1);
        try {
            if (parts.length == 2 && parts[0].equals("key")) {
                return Optional.of(new ByKey(decoded(parts[1])));
            }
            if (parts.length == 3 && parts[0].equals("change")) {
                return Optional.of(new ByChange(moment(Long.parseLong(parts[1])), decoded(parts[2])));
            }
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// Up to the year 9999: PostgreSQL knows no moment of all of Java's.
    private static Instant moment(long micros) {
        if (micros < 0 || micros > 253_402_300_799_999_999L) {
            throw new IllegalArgumentException("no entity changed then");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        var key = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a key never has U+0000");
        }
        return key;
    }

    /// In the order of keys, after this one.
    record ByKey(String key) implements EntityPlace {
        static final ByKey START = new ByKey("");
    }

    /// In the order of changes, after the change of this key at this time. An empty key is before all of
    /// them.
    record ByChange(Instant at, String key) implements EntityPlace {}
}
