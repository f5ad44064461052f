package io.sluice.engine.cell;

import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import org.jspecify.annotations.Nullable;

/// Dates, times, years and months in the field's own pattern.
final class PatternedLongCheck extends LongCheck {
    /// Computes the value from the parts that the pattern read.
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
    public CellResult check(byte[] bytes, int from, int to) {
        return pattern.parse(bytes, from, to, fields) ? checkRules(value.of(fields)) : CellResult.WRONG_TYPE;
    }
}
