package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import io.sluice.engine.value.DateTimes;
import io.sluice.engine.value.ZoneOffsets;
import org.jspecify.annotations.Nullable;

/// Dates with a time, in ISO 8601 or in the field's own pattern. Seconds and nanoseconds are computed only if
/// a rule, a key or a zone that skips times needs them.
final class DateTimeCheck extends CellCheck {
    private final @Nullable DatePattern pattern;
    private final ZoneOffsets zone;
    private final @Nullable InstantRules rules;
    private final boolean needsValue;
    private final DateFields fields = new DateFields();
    private long seconds;
    private int nanos;

    DateTimeCheck(@Nullable DatePattern pattern, ZoneOffsets zone, @Nullable InstantRules rules, boolean needsKey) {
        this.pattern = pattern;
        this.zone = zone;
        this.rules = rules;
        this.needsValue = rules != null || needsKey || !zone.isFixed();
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        if (pattern != null) {
            if (!pattern.parse(bytes, from, to, fields)) {
                return CellResult.WRONG_TYPE;
            }
            seconds = fields.epochSecond();
            nanos = fields.nano();
        } else if (!needsValue) {
            return DateTimes.isValid(bytes, from, to) ? CellResult.VALID : CellResult.WRONG_TYPE;
        } else {
            seconds = DateTimes.parse(bytes, from, to, zone);
            if (seconds == DateTimes.INVALID) {
                return CellResult.WRONG_TYPE;
            }
            nanos = DateTimes.nanos(bytes, from, to);
        }
        return rules == null ? CellResult.VALID : rules.check(seconds, nanos);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        key.putLong(seconds);
        key.putLong(nanos);
    }
}
