package io.sluice.engine;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenLongs;
import io.sluice.engine.key.SeenValues;
import org.jspecify.annotations.Nullable;

/// Collects the parts of a row's key while its cells are checked, then says whether the key is new.
///
/// A key with a unique part needs none of this: equal keys have equal parts, so the later row already has a
/// `unique-error`, and a row with an error in a part of its key is not compared.
final class PrimaryKey {
    private final @Nullable SeenLongs longs;
    private final @Nullable SeenKeys keys;
    private final KeyBytes parts = new KeyBytes();
    private boolean complete;
    private long single;

    /// @param isOneLong whether the key is a single column with 64-bit values
    PrimaryKey(boolean isOneLong, RunKeys run) {
        longs = isOneLong ? run.newLongs() : null;
        keys = isOneLong ? null : run.newKeys();
    }

    @Nullable
    SeenValues seen() {
        return longs != null ? longs : keys;
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

    /// Remembers the row's key. The result is that of [SeenValues].
    long firstLine(long line) {
        if (!complete) {
            return SeenValues.NEW;
        }
        if (longs != null) {
            return longs.add(single, line);
        }
        return keys == null ? SeenValues.NEW : keys.add(parts, line);
    }
}
