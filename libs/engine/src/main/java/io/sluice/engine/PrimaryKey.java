package io.sluice.engine;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenLongs;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Collects the parts of a row's key while its cells are checked, then says whether the key is new.
final class PrimaryKey {
    private final @Nullable SeenLongs longs;
    private final SeenKeys keys;
    private final KeyBytes parts = new KeyBytes();
    private boolean complete;
    private long single;

    /// @param isOneLong whether the key is a single column with 64-bit values
    PrimaryKey(boolean isOneLong, RandomGenerator random) {
        longs = isOneLong ? new SeenLongs(random.nextLong()) : null;
        keys = new SeenKeys(random.nextLong(), random.nextLong());
    }

    void startRow() {
        complete = true;
        parts.clear();
    }

    /// A part of the key is missing or has an error, so this row's key is not compared.
    void invalidate() {
        complete = false;
    }

    void add(Column column, byte[] bytes, int from, int to) {
        if (longs != null) {
            single = column.check.longKey();
        } else {
            int start = parts.length();
            column.check.appendKey(bytes, from, to, parts);
            parts.closePart(start);
        }
    }

    /// Whether an earlier row has the same key. The key is remembered.
    boolean isDuplicate() {
        if (!complete) {
            return false;
        }
        return longs != null ? !longs.add(single) : !keys.add(parts);
    }
}
