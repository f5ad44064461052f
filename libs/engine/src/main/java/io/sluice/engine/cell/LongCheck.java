package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import org.jspecify.annotations.Nullable;

/// A check of a type whose values are 64-bit numbers.
abstract class LongCheck extends CellCheck {
    private final @Nullable LongRules rules;
    private long value;

    LongCheck(@Nullable LongRules rules) {
        this.rules = rules;
    }

    final CellResult checkRules(long parsed) {
        value = parsed;
        return rules == null ? CellResult.VALID : rules.check(parsed);
    }

    @Override
    public final boolean hasLongKey() {
        return true;
    }

    @Override
    public final long longKey() {
        return value;
    }

    @Override
    public final void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        key.putLong(value);
    }
}
