package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.value.TextFormat;
import org.jspecify.annotations.Nullable;

/// Texts. They are never trimmed or changed.
final class StringCheck extends CellCheck {
    private final @Nullable TextFormat format;
    private final TextRules rules;

    StringCheck(@Nullable TextFormat format, TextRules rules) {
        this.format = format;
        this.rules = rules;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        if (format != null && !format.matches(bytes, from, to)) {
            return CellResult.WRONG_TYPE;
        }
        return rules.check(bytes, from, to);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        key.putBytes(bytes, from, to);
    }
}
