package io.sluice.engine.cell;

import io.sluice.engine.schema.Constraints;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bounds and enum of 64-bit values.
final class LongRules {
    /// Parses a bound. The schema's check has already made sure that it is of the type.
    interface Parser {
        long parse(byte[] bytes, int from, int to);
    }

    private final long minimum;
    private final long maximum;
    private final boolean hasExclusiveMinimum;
    private final long exclusiveMinimum;
    private final boolean hasExclusiveMaximum;
    private final long exclusiveMaximum;
    private final long[] allowed;

    private LongRules(Constraints constraints, Parser parser) {
        minimum = bound(constraints.minimum(), parser, Long.MIN_VALUE);
        maximum = bound(constraints.maximum(), parser, Long.MAX_VALUE);
        hasExclusiveMinimum = constraints.exclusiveMinimum().isPresent();
        exclusiveMinimum = bound(constraints.exclusiveMinimum(), parser, 0);
        hasExclusiveMaximum = constraints.exclusiveMaximum().isPresent();
        exclusiveMaximum = bound(constraints.exclusiveMaximum(), parser, 0);
        allowed = constraints.allowed().stream()
                .mapToLong(text -> parse(text, parser))
                .sorted()
                .toArray();
    }

    /// The rules of a field, or null if it has none.
    static @Nullable LongRules of(Constraints constraints, Parser parser) {
        return constraints.hasBounds() || !constraints.allowed().isEmpty() ? new LongRules(constraints, parser) : null;
    }

    CellResult check(long value) {
        if (value < minimum) {
            return CellResult.MINIMUM;
        }
        if (value > maximum) {
            return CellResult.MAXIMUM;
        }
        if (hasExclusiveMinimum && value <= exclusiveMinimum) {
            return CellResult.EXCLUSIVE_MINIMUM;
        }
        if (hasExclusiveMaximum && value >= exclusiveMaximum) {
            return CellResult.EXCLUSIVE_MAXIMUM;
        }
        if (allowed.length > 0 && Arrays.binarySearch(allowed, value) < 0) {
            return CellResult.ENUM;
        }
        return CellResult.VALID;
    }

    private static long bound(Optional<String> text, Parser parser, long otherwise) {
        return text.isPresent() ? parse(text.get(), parser) : otherwise;
    }

    private static long parse(String text, Parser parser) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 0, bytes.length);
    }
}
