package io.sluice.engine.cell;

import io.sluice.engine.value.Times;
import org.jspecify.annotations.Nullable;

/// Times of day as `HH:mm:ss` with an optional fraction.
final class TimeCheck extends LongCheck {
    TimeCheck(@Nullable LongRules rules) {
        super(rules);
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        long value = Times.parse(bytes, from, to);
        return value == Times.INVALID ? CellResult.WRONG_TYPE : checkRules(value);
    }
}
