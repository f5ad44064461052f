package io.sluice.engine.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types that a field can have.
public enum FieldType {
    INTEGER("Integer"),
    DECIMAL("Decimal"),
    DOUBLE("Double"),
    STRING("String"),
    BOOLEAN("Boolean"),
    DATE("Date"),
    DATE_TIME("DateTime"),
    TIME("Time"),
    YEAR("Year"),
    YEAR_MONTH("YearMonth");

    private final String label;

    FieldType(String label) {
        this.label = label;
    }

    /// The type as the API spells it, e.g. `DateTime`.
    public String label() {
        return label;
    }

    /// The type with this label, in upper or lower case.
    public static Optional<FieldType> ofLabel(@Nullable String label) {
        for (FieldType type : values()) {
            if (label != null && Ascii.equalsIgnoringCase(label, type.label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
