package io.sluice.engine.key;

import java.nio.file.Path;

/// How much memory the unique fields and the primary key of one run share, and where their values go beyond
/// it.
///
/// @param bytes for all sets of the run together; each set needs at least [#MIN_BYTES_PER_SET], whatever is
/// given here
/// @param spillDirectory an existing directory for the temporary file of a run
public record KeyMemory(long bytes, Path spillDirectory) {
    /// The smallest share of a set: a block and a filter of half a kibibyte each.
    public static final long MIN_BYTES_PER_SET = 1 << 10;

    public static final KeyMemory DEFAULTS = new KeyMemory(64L << 20, Path.of(System.getProperty("java.io.tmpdir")));

    public KeyMemory {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is %d, expected 1 or more".formatted(bytes));
        }
    }
}
