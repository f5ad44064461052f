package io.sluice.engine.cell;

import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.DateTimes;
import io.sluice.engine.value.ZoneOffsets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bounds and enum of dates with a time.
final class InstantRules {
    private record Moment(long seconds, int nanos) {
        static Moment of(String text, ZoneOffsets zone) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new Moment(DateTimes.parse(bytes, 0, bytes.length, zone), DateTimes.nanos(bytes, 0, bytes.length));
        }

        static @Nullable Moment of(Optional<String> text, ZoneOffsets zone) {
            return text.isPresent() ? of(text.get(), zone) : null;
        }

        /// Negative if the other moment is earlier than this one, 0 if equal, positive if later.
        int order(long otherSeconds, int otherNanos) {
            return otherSeconds == seconds ? Integer.compare(otherNanos, nanos) : Long.compare(otherSeconds, seconds);
        }
    }

    private final @Nullable Moment minimum;
    private final @Nullable Moment maximum;
    private final @Nullable Moment exclusiveMinimum;
    private final @Nullable Moment exclusiveMaximum;
    private final List<Moment> allowed;

    private InstantRules(Constraints constraints, ZoneOffsets zone) {
        minimum = Moment.of(constraints.minimum(), zone);
        maximum = Moment.of(constraints.maximum(), zone);
        exclusiveMinimum = Moment.of(constraints.exclusiveMinimum(), zone);
        exclusiveMaximum = Moment.of(constraints.exclusiveMaximum(), zone);
        allowed = constraints.allowed().stream()
                .map(text -> Moment.of(text, zone))
                .toList();
    }

    /// The rules of a field, or null if it has none.
    ///
    /// @param zone of what they say without an offset
    static @Nullable InstantRules of(Constraints constraints, ZoneOffsets zone) {
        return constraints.hasBounds() || !constraints.allowed().isEmpty() ? new InstantRules(constraints, zone) : null;
    }

    CellResult check(long seconds, int nanos) {
        if (minimum != null && minimum.order(seconds, nanos) < 0) {
            return CellResult.MINIMUM;
        }
        if (maximum != null && maximum.order(seconds, nanos) > 0) {
            return CellResult.MAXIMUM;
        }
        if (exclusiveMinimum != null && exclusiveMinimum.order(seconds, nanos) <= 0) {
            return CellResult.EXCLUSIVE_MINIMUM;
        }
        if (exclusiveMaximum != null && exclusiveMaximum.order(seconds, nanos) >= 0) {
            return CellResult.EXCLUSIVE_MAXIMUM;
        }
        return allowed.isEmpty() || isAllowed(seconds, nanos) ? CellResult.VALID : CellResult.ENUM;
    }

    private boolean isAllowed(long seconds, int nanos) {
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).order(seconds, nanos) == 0) {
                return true;
            }
        }
        return false;
    }
}
