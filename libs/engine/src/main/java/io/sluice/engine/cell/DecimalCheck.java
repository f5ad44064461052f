package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.Decimals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exact decimal numbers.
///
/// With precision p and scale s a cell has at most p-s digits before the point (else `precision`) and s after
/// it (else `scale`). A precision alone bounds all digits, a scale alone those after the point.
final class DecimalCheck extends CellCheck {
    private final @Nullable DecimalBound minimum;
    private final @Nullable DecimalBound maximum;
    private final @Nullable DecimalBound exclusiveMinimum;
    private final @Nullable DecimalBound exclusiveMaximum;
    private final List<DecimalBound> allowed;
    private final boolean hasRules;
    private final int mostWhole;
    private final int mostFraction;
    private final int mostDigits;

    DecimalCheck(Constraints constraints) {
        minimum = DecimalBound.of(constraints.minimum());
        maximum = DecimalBound.of(constraints.maximum());
        exclusiveMinimum = DecimalBound.of(constraints.exclusiveMinimum());
        exclusiveMaximum = DecimalBound.of(constraints.exclusiveMaximum());
        allowed = constraints.allowed().stream().map(DecimalBound::new).toList();
        hasRules = constraints.hasBounds() || !allowed.isEmpty();
        mostDigits = constraints.precision().orElse(Decimals.MAX_DIGITS);
        mostFraction = constraints.scale().orElse(Decimals.MAX_DIGITS);
        mostWhole = constraints.precision().isPresent() && constraints.scale().isPresent()
                ? mostDigits - mostFraction
                : Decimals.MAX_DIGITS;
    }

    @Override
    public Outcome check(byte[] bytes, int from, int to) {
        int shape = Decimals.shape(bytes, from, to);
        if (shape == Decimals.INVALID) {
            return Outcome.WRONG_TYPE;
        }
        if (hasRules) {
            Outcome outcome = judge(bytes, from, to, shape);
            if (outcome != Outcome.VALID) {
                return outcome;
            }
        }
        int whole = Decimals.wholeDigits(shape);
        int fraction = Decimals.fractionDigits(shape);
        if (whole > mostWhole || (mostWhole == Decimals.MAX_DIGITS && whole + fraction > mostDigits)) {
            return Outcome.PRECISION;
        }
        return fraction > mostFraction ? Outcome.SCALE : Outcome.VALID;
    }

    private Outcome judge(byte[] bytes, int from, int to, int shape) {
        if (minimum != null && minimum.order(bytes, from, to, shape) < 0) {
            return Outcome.MINIMUM;
        }
        if (maximum != null && maximum.order(bytes, from, to, shape) > 0) {
            return Outcome.MAXIMUM;
        }
        if (exclusiveMinimum != null && exclusiveMinimum.order(bytes, from, to, shape) <= 0) {
            return Outcome.EXCLUSIVE_MINIMUM;
        }
        if (exclusiveMaximum != null && exclusiveMaximum.order(bytes, from, to, shape) >= 0) {
            return Outcome.EXCLUSIVE_MAXIMUM;
        }
        if (allowed.isEmpty()) {
            return Outcome.VALID;
        }
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).order(bytes, from, to, shape) == 0) {
                return Outcome.VALID;
            }
        }
        return Outcome.ENUM;
    }

    /// The digits without leading zeros, and without trailing ones after the point; minus zero is zero.
    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        int start = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        int point = start;
        while (point < to && bytes[point] != '.') {
            point++;
        }
        int end = to;
        while (end > point && (bytes[end - 1] == '0' || bytes[end - 1] == '.')) {
            end--;
        }
        while (start < point && bytes[start] == '0') {
            start++;
        }
        key.putByte(bytes[from] == '-' && end > start ? '-' : '+');
        key.putBytes(bytes, start, end);
    }
}
