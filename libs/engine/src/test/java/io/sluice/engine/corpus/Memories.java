package io.sluice.engine.corpus;

import io.sluice.engine.key.KeyMemory;
import java.util.List;

/// Memory so small that values of unique fields go to the disk: all of them, or those of most rows.
public final class Memories {
    public static final List<KeyMemory> SMALL = List.of(ofBytes(1), ofBytes(4 << 10));

    private Memories() {}

    public static KeyMemory ofBytes(long bytes) {
        return new KeyMemory(bytes, KeyMemory.DEFAULTS.spillDirectory());
    }
}
