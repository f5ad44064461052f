package io.sluice.schema.source;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.FieldType;
import java.util.OptionalInt;

/// What decides whether the column of a field in the data set can keep its values when the field changes
/// (spec 5 sections 3 and 4).
///
/// @param type as the API spells it
/// @param hashed whether the column holds hashes, ours or those of the tenant: it must not show the clear
/// values of older days beside them
/// @param local whether a DateTime has its own format, and so no zone
/// @param precision of a Decimal that is stored as a number, 0 for all others
/// @param scale likewise
record ColumnType(String type, boolean hashed, boolean local, int precision, int scale) {
    private static final int MOST_DIGITS = 38;
    private static final int SCALE_WITHOUT_LIMITS = 18;

    /// @param field checked
    static ColumnType of(FieldDeclaration field) {
        var type = FieldType.ofLabel(field.type()).orElseThrow();
        var hashed = field.sensitive() != null;
        var number = type == FieldType.DECIMAL && !hashed;
        var precision = number(field, "precision");
        var scale = number(field, "scale");
        return new ColumnType(
                type.label(),
                hashed,
                type == FieldType.DATE_TIME && !hashed && field.format() != null,
                number ? precision.orElse(MOST_DIGITS) : 0,
                number ? scale.orElse(precision.isPresent() ? 0 : SCALE_WITHOUT_LIMITS) : 0);
    }

    /// Whether a column of this type takes all values of the other one.
    boolean takes(ColumnType before) {
        return before.precision <= precision
                && before.equals(new ColumnType(type, hashed, local, before.precision, scale));
    }

    private static OptionalInt number(FieldDeclaration field, String constraint) {
        return field.constraints().get(constraint) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }
}
