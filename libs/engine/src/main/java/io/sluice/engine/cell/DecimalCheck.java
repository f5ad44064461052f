package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.Decimals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exact decimal numbers.
///
/// | declared | digits before the point | after it | more of them |
/// |---|---|---|---|
/// | precision p, scale s | p-s | s | violate `precision`, `scale` |
/// | precision p alone | p | 0 | likewise |
/// | scale s alone | 38-s | s | likewise |
/// | neither | 20 | 18, trailing zeros aside | are no Decimal |
final class DecimalCheck extends CellCheck {
    private final @Nullable DecimalBound minimum;
    private final @Nullable DecimalBound maximum;
    private final @Nullable DecimalBound exclusiveMinimum;
    private final @Nullable DecimalBound exclusiveMaximum;
    private final List<DecimalBound> allowed;
    private final boolean hasRules;
    private final boolean limitsDigits;
    private final int mostWhole;
    private final int mostFraction;

    DecimalCheck(Constraints constraints) {
        minimum = DecimalBound.of(constraints.minimum());
        maximum = DecimalBound.of(constraints.maximum());
        exclusiveMinimum = DecimalBound.of(constraints.exclusiveMinimum());
        exclusiveMaximum = DecimalBound.of(constraints.exclusiveMaximum());
        allowed = constraints.allowed().stream().map(DecimalBound::new).toList();
        hasRules = constraints.hasBounds() || !allowed.isEmpty();
        limitsDigits = constraints.limitsDigits();
        mostFraction = constraints.decimalScale();
        mostWhole = constraints.decimalPrecision() - mostFraction;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        int shape = Decimals.shape(bytes, from, to);
        if (shape == Decimals.INVALID || (!limitsDigits && !Decimals.fitsWithoutLimits(bytes, from, to, shape))) {
            return CellResult.WRONG_TYPE;
        }
        if (hasRules) {
            CellResult result = checkRules(bytes, from, to, shape);
            if (result != CellResult.VALID) {
                return result;
            }
        }
        if (!limitsDigits) {
            return CellResult.VALID;
        }
        if (Decimals.wholeDigits(shape) > mostWhole) {
            return CellResult.PRECISION;
        }
        return Decimals.fractionDigits(shape) > mostFraction ? CellResult.SCALE : CellResult.VALID;
    }

    private CellResult checkRules(byte[] bytes, int from, int to, int shape) {
        if (minimum != null && minimum.order(bytes, from, to, shape) < 0) {
            return CellResult.MINIMUM;
        }
        if (maximum != null && maximum.order(bytes, from, to, shape) > 0) {
            return CellResult.MAXIMUM;
        }
        if (exclusiveMinimum != null && exclusiveMinimum.order(bytes, from, to, shape) <= 0) {
            return CellResult.EXCLUSIVE_MINIMUM;
        }
        if (exclusiveMaximum != null && exclusiveMaximum.order(bytes, from, to, shape) >= 0) {
            return CellResult.EXCLUSIVE_MAXIMUM;
        }
        if (allowed.isEmpty()) {
            return CellResult.VALID;
        }
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).order(bytes, from, to, shape) == 0) {
                return CellResult.VALID;
            }
        }
        return CellResult.ENUM;
    }

    /// Appends the digits without leading zeros, and without trailing zeros after the point. Minus zero is
    /// zero.
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
