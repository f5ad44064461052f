package io.sluice.engine.cell;

import io.sluice.engine.value.Dates;
import org.jspecify.annotations.Nullable;

/// Dates as `yyyy-MM-dd`. The day number is computed only if a rule or a key needs it.
final class DateCheck extends LongCheck {
    private final boolean needsValue;

    DateCheck(@Nullable LongRules rules, boolean needsKey) {
        super(rules);
        this.needsValue = rules != null || needsKey;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        if (!Dates.isValid(bytes, from, to)) {
            return CellResult.WRONG_TYPE;
        }
        return needsValue ? checkRules(Dates.parse(bytes, from, to)) : CellResult.VALID;
    }
}
