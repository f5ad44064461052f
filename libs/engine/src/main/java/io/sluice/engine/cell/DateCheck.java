package io.sluice.engine.cell;

import io.sluice.engine.value.Dates;
import org.jspecify.annotations.Nullable;

/// Dates as `yyyy-MM-dd`; the day number is computed only where a rule or a key needs it.
final class DateCheck extends LongCheck {
    private final boolean needsValue;

    DateCheck(@Nullable LongRules rules, boolean needsKey) {
        super(rules);
        this.needsValue = rules != null || needsKey;
    }

    @Override
    public Outcome check(byte[] bytes, int from, int to) {
        if (!Dates.isValid(bytes, from, to)) {
            return Outcome.WRONG_TYPE;
        }
        return needsValue ? judge(Dates.parse(bytes, from, to)) : Outcome.VALID;
    }
}
