package io.sluice.engine;

import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.TextSet;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenLongs;
import io.sluice.engine.schema.Field;
import java.util.random.RandomGenerator;
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
    final @Nullable SeenLongs seenLongs;
    final @Nullable SeenKeys seenKeys;

    Column(Field field, boolean inKey, RandomGenerator random) {
        this.field = field;
        this.inKey = inKey;
        boolean unique = field.constraints().unique();
        compared = unique || inKey;
        check = CellChecks.of(field, compared);
        required = field.constraints().required() || inKey;
        hidden = field.sensitivity().hidesValues();
        missingValues = field.missingValues().isEmpty() ? null : new TextSet(field.missingValues());
        seenLongs = unique && check.hasLongKey() ? new SeenLongs(random.nextLong()) : null;
        seenKeys = unique && !check.hasLongKey() ? new SeenKeys(random.nextLong(), random.nextLong()) : null;
    }

    boolean isMissing(byte[] bytes, int from, int to) {
        return from == to || (missingValues != null && missingValues.contains(bytes, from, to));
    }
}
