package io.sluice.engine.cell;

import io.sluice.engine.schema.Constraints;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bounds and enumeration of 64-bit values.
final class LongRules {
    /// Reads a bound, which the schema's check found to be of the type.
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

    /// The rules of a field, null when it has none.
    static @Nullable LongRules of(Constraints constraints, Parser parser) {
        return constraints.hasBounds() || !constraints.allowed().isEmpty() ? new LongRules(constraints, parser) : null;
    }

    Outcome judge(long value) {
        if (value < minimum) {
            return Outcome.MINIMUM;
        }
        if (value > maximum) {
            return Outcome.MAXIMUM;
        }
        if (hasExclusiveMinimum && value <= exclusiveMinimum) {
            return Outcome.EXCLUSIVE_MINIMUM;
        }
        if (hasExclusiveMaximum && value >= exclusiveMaximum) {
            return Outcome.EXCLUSIVE_MAXIMUM;
        }
        if (allowed.length > 0 && Arrays.binarySearch(allowed, value) < 0) {
            return Outcome.ENUM;
        }
        return Outcome.VALID;
    }

    private static long bound(Optional<String> text, Parser parser, long otherwise) {
        return text.isPresent() ? parse(text.get(), parser) : otherwise;
    }

    private static long parse(String text, Parser parser) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 0, bytes.length);
    }
}
