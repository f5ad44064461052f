package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.schema.Normalization;
import java.nio.charset.StandardCharsets;

/// Wraps a check and compares its values as they will be hashed: by their normalised text.
final class NormalizedCheck extends CellCheck {
    private final CellCheck check;
    private final Normalization normalization;

    NormalizedCheck(CellCheck check, Normalization normalization) {
        this.check = check;
        this.normalization = normalization;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        return check.check(bytes, from, to);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        if (normalization == Normalization.NONE) {
            key.putBytes(bytes, from, to);
            return;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        byte[] normalized = normalization.normalize(text).getBytes(StandardCharsets.UTF_8);
        key.putBytes(normalized, 0, normalized.length);
    }
}
