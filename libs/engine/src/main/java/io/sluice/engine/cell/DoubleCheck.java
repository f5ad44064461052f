package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.Doubles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Floating-point numbers. The value is computed only if a rule or a key needs it.
final class DoubleCheck extends CellCheck {
    private final boolean needsValue;
    private final double minimum;
    private final double maximum;
    private final double exclusiveMinimum;
    private final double exclusiveMaximum;
    private final double[] allowed;
    private double value;

    DoubleCheck(Constraints constraints, boolean needsKey) {
        minimum = bound(constraints.minimum(), Double.NEGATIVE_INFINITY);
        maximum = bound(constraints.maximum(), Double.POSITIVE_INFINITY);
        exclusiveMinimum = bound(constraints.exclusiveMinimum(), Double.NEGATIVE_INFINITY);
        exclusiveMaximum = bound(constraints.exclusiveMaximum(), Double.POSITIVE_INFINITY);
        allowed = constraints.allowed().stream()
                .mapToDouble(DoubleCheck::parse)
                .sorted()
                .toArray();
        needsValue = needsKey || constraints.hasBounds() || allowed.length > 0;
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        if (!Doubles.isValid(bytes, from, to)) {
            return CellResult.WRONG_TYPE;
        }
        return needsValue ? checkRules(Doubles.value(bytes, from, to)) : CellResult.VALID;
    }

    private CellResult checkRules(double parsed) {
        value = parsed;
        if (parsed < minimum) {
            return CellResult.MINIMUM;
        }
        if (parsed > maximum) {
            return CellResult.MAXIMUM;
        }
        if (parsed <= exclusiveMinimum) {
            return CellResult.EXCLUSIVE_MINIMUM;
        }
        if (parsed >= exclusiveMaximum) {
            return CellResult.EXCLUSIVE_MAXIMUM;
        }
        return allowed.length == 0 || Arrays.binarySearch(allowed, parsed) >= 0 ? CellResult.VALID : CellResult.ENUM;
    }

    @Override
    public boolean hasLongKey() {
        return true;
    }

    @Override
    public long longKey() {
        return Double.doubleToLongBits(value);
    }

    @Override
    public void appendKey(byte[] bytes, int from, int to, KeyBytes key) {
        key.putLong(longKey());
    }

    private static double bound(Optional<String> text, double otherwise) {
        return text.isPresent() ? parse(text.get()) : otherwise;
    }

    private static double parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Doubles.value(bytes, 0, bytes.length);
    }
}
