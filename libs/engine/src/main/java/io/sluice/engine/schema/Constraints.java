package io.sluice.engine.schema;

import com.google.re2j.Pattern;
import io.sluice.engine.value.Decimals;
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

    /// Whether a Decimal field says how many digits its values have at most.
    public boolean limitsDigits() {
        return precision.isPresent() || scale.isPresent();
    }

    /// How many digits a Decimal has at most, before the point and after it: from 1 to 38.
    public int decimalPrecision() {
        return precision.orElse(Decimals.MAX_DIGITS);
    }

    /// How many of the digits of a Decimal are after the point: none if only a precision is declared.
    public int decimalScale() {
        return scale.orElse(precision.isPresent() ? 0 : Decimals.MAX_FRACTION);
    }
}
