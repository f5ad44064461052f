package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.value.TextFormat;

/// Texts that must come hashed: 64 hex digits, which are equal whatever their case.
final class HashedCheck extends CellCheck {
    private final TextRules rules;

    HashedCheck(TextRules rules) {
        this.rules = rules;
    }

    @Override
    public Outcome check(byte[] bytes, int from, int to) {
        if (!TextFormat.SHA256.matches(bytes, from, to)) {
            return Outcome.NOT_HASHED;
        }
        return rules.judge(bytes, from, to);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        for (int i = from; i < to; i++) {
            key.putByte(bytes[i] | 0x20);
        }
    }
}
