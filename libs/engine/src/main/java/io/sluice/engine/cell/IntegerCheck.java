package io.sluice.engine.cell;

import io.sluice.engine.value.Integers;
import org.jspecify.annotations.Nullable;

/// Whole numbers of 64 bits.
final class IntegerCheck extends LongCheck {
    IntegerCheck(@Nullable LongRules rules) {
        super(rules);
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        long value = Integers.parse(bytes, from, to);
        if (value == Integers.INVALID && !Integers.isSmallest(bytes, from, to)) {
            return CellResult.WRONG_TYPE;
        }
        return checkRules(value);
    }
}
