package io.sluice.engine.cell;

import io.sluice.engine.value.Years;
import org.jspecify.annotations.Nullable;

/// Years of four digits.
final class YearCheck extends LongCheck {
    YearCheck(@Nullable LongRules rules) {
        super(rules);
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        long value = Years.parseYear(bytes, from, to);
        return value == Years.INVALID ? CellResult.WRONG_TYPE : checkRules(value);
    }
}
