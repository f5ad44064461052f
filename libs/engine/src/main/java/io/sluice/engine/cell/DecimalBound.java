package io.sluice.engine.cell;

import io.sluice.engine.value.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Decimal of at most 38 digits that cells are compared with: as longs if both fit, as BigDecimal
/// otherwise. Immutable.
final class DecimalBound {
    private static final long[] POWERS = powers();

    private final BigDecimal exact;
    private final boolean fits;
    private final long unscaled;
    private final int scale;

    DecimalBound(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int shape = Decimals.shape(bytes, 0, bytes.length);
        exact = Decimals.exact(bytes, 0, bytes.length);
        scale = Decimals.fractionDigits(shape);
        fits = Decimals.wholeDigits(shape) + scale <= Decimals.LONG_DIGITS;
        unscaled = fits ? Decimals.unscaled(bytes, 0, bytes.length) : 0;
    }

    static @Nullable DecimalBound of(Optional<String> text) {
        return text.isPresent() ? new DecimalBound(text.get()) : null;
    }

    /// Negative if the cell is below this bound, 0 if equal, positive if above.
    int order(byte[] bytes, int from, int to, int shape) {
        int cellScale = Decimals.fractionDigits(shape);
        int cellWhole = Decimals.wholeDigits(shape);
        int common = Math.max(scale, cellScale);
        if (fits
                && cellWhole + common <= Decimals.LONG_DIGITS
                && exact.precision() - exact.scale() + common <= Decimals.LONG_DIGITS) {
            long cell = Decimals.unscaled(bytes, from, to) * POWERS[common - cellScale];
            return Long.compare(cell, unscaled * POWERS[common - scale]);
        }
        return Decimals.comparable(bytes, from, to, shape).compareTo(exact);
    }

    private static long[] powers() {
        long[] powers = new long[Decimals.LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
