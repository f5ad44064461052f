package io.sluice.parquet;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One entity has too many entries: its arrays have many items, and the schema many fields in each.
public final class TooManyEntriesException extends RuntimeException {
    /// Values and gaps of one entity in all columns. An entity has 1 MiB at most, so that an item of an
    /// array with three bytes may have more than a hundred fields.
    static final int MOST = 1 << 26;

    @Serial
    private static final long serialVersionUID = 1L;

    TooManyEntriesException() {
        this("an entity");
    }

    /// Names the entity by where it came from: its key may be a sensitive value.
    TooManyEntriesException(EntityRecord entity, TooManyEntriesException unnamed) {
        this("the entity of line %d of batch %s".formatted(entity.line(), text(entity.batch())));
        initCause(unnamed);
    }

    private TooManyEntriesException(String entity) {
        super(String.format(
                Locale.ROOT,
                "%s has more than %,d values and gaps in its columns: its arrays have too many items for so many fields",
                entity,
                MOST));
    }

    private static String text(EntityRecord.Text text) {
        return new String(text.bytes(), text.from(), text.length(), StandardCharsets.UTF_8);
    }
}
