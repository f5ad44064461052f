package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.value.TextFormat;

/// Values that the tenant must hash: 64 hex digits, compared without regard to case. With the format `sha256`
/// another value is of the wrong type, because the format comes first.
final class HashedCheck extends CellCheck {
    private final CellResult notHashed;
    private final TextRules rules;

    HashedCheck(boolean hasFormat, TextRules rules) {
        notHashed = hasFormat ? CellResult.WRONG_TYPE : CellResult.NOT_HASHED;
        this.rules = rules;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        if (!TextFormat.SHA256.matches(bytes, from, to)) {
            return notHashed;
        }
        return rules.check(bytes, from, to);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        for (int i = from; i < to; i++) {
            key.putByte(bytes[i] | 0x20);
        }
    }
}
