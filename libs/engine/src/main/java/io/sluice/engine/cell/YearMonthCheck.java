package io.sluice.engine.cell;

import io.sluice.engine.value.Years;
import org.jspecify.annotations.Nullable;

/// Months as `yyyy-MM`.
final class YearMonthCheck extends LongCheck {
    YearMonthCheck(@Nullable LongRules rules) {
        super(rules);
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        long value = Years.parseYearMonth(bytes, from, to);
        return value == Years.INVALID ? CellResult.WRONG_TYPE : checkRules(value);
    }
}
