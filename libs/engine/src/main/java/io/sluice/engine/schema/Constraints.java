package io.sluice.engine.schema;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The constraints of a field. Bounds and enum values are valid texts of the field's type, dates in ISO form.
public record Constraints(
        boolean required,
        boolean unique,
        OptionalInt minLength,
        OptionalInt maxLength,
        Optional<String> minimum,
        Optional<String> maximum,
        Optional<String> exclusiveMinimum,
        Optional<String> exclusiveMaximum,
        Optional<Pattern> pattern,
        List<String> allowed,
        OptionalInt precision,
        OptionalInt scale) {

    public Constraints {
        allowed = List.copyOf(allowed);
    }

    public static final Constraints NONE = new Constraints(
            false,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty());

    /// Whether a minimum or maximum of any kind is set.
    public boolean hasBounds() {
        return minimum.isPresent()
                || maximum.isPresent()
                || exclusiveMinimum.isPresent()
                || exclusiveMaximum.isPresent();
    }
}
