package io.sluice.parquet;

import java.io.Serial;
import java.util.Locale;

/// One entity has too many entries: its arrays have many items, and the schema many fields in each.
public final class TooManyEntriesException extends RuntimeException {
    /// Values and gaps of one entity in all columns. An entity has 1 MiB at most, so that an item of an
    /// array with three bytes may have more than a hundred fields.
    static final int MOST = 1 << 26;

    @Serial
    private static final long serialVersionUID = 1L;

    TooManyEntriesException() {
        super(String.format(
                Locale.ROOT,
                "an entity has more than %,d values and gaps in its columns: its arrays have too many items for so many fields",
                MOST));
    }
}
