package io.sluice.engine.cell;

import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import org.jspecify.annotations.Nullable;

/// Dates, times, years and months in a pattern of the tenant's own.
final class PatternedLongCheck extends LongCheck {
    /// Takes the value out of what the pattern read.
    interface Value {
        long of(DateFields fields);
    }

    private final DatePattern pattern;
    private final Value value;
    private final DateFields fields = new DateFields();

    PatternedLongCheck(DatePattern pattern, Value value, @Nullable LongRules rules) {
        super(rules);
        this.pattern = pattern;
        this.value = value;
    }

    @Override
    public Outcome check(byte[] bytes, int from, int to) {
        return pattern.parse(bytes, from, to, fields) ? judge(value.of(fields)) : Outcome.WRONG_TYPE;
    }
}
