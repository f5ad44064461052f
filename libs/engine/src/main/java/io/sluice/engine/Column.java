package io.sluice.engine;

import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.TextSet;
import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenLongs;
import io.sluice.engine.key.SeenValues;
import io.sluice.engine.schema.Field;
import org.jspecify.annotations.Nullable;

/// A column of the file and everything its cells are checked by, for one run.
final class Column {
    final Field field;
    final CellCheck check;
    final boolean required;
    final boolean inKey;
    final boolean compared;
    final boolean hidden;
    final @Nullable TextSet missingValues;
    private final @Nullable SeenLongs seenLongs;
    private final @Nullable SeenKeys seenKeys;

    /// @param unique whether its values are compared
    /// @param inComparedKey whether the column is part of a primary key that is compared
    Column(Field field, boolean inKey, boolean unique, boolean inComparedKey, RunKeys keys) {
        this.field = field;
        this.inKey = inKey;
        compared = unique || inComparedKey;
        check = CellChecks.of(field, compared);
        required = field.constraints().required() || inKey;
        hidden = field.sensitivity().hidesValues();
        missingValues = field.missingValues().isEmpty() ? null : new TextSet(field.missingValues());
        seenLongs = unique && check.hasLongKey() ? keys.newLongs() : null;
        seenKeys = unique && !check.hasLongKey() ? keys.newKeys() : null;
    }

    /// The values seen so far; null if the field is not unique.
    @Nullable
    SeenValues seen() {
        return seenLongs != null ? seenLongs : seenKeys;
    }

    boolean isMissing(byte[] bytes, int from, int to) {
        return from == to || (missingValues != null && missingValues.contains(bytes, from, to));
    }

    /// Remembers the value that the check accepted last. The result is that of [SeenValues].
    long firstLine(byte[] bytes, int from, int to, long line, KeyBytes reused) {
        if (seenLongs != null) {
            return seenLongs.add(check.longKey(), line);
        }
        if (seenKeys == null) {
            return SeenValues.NEW;
        }
        reused.clear();
        check.appendKey(bytes, from, to, reused);
        return seenKeys.add(reused, line);
    }
}
