package io.sluice.engine.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types that a field can have.
public enum FieldType {
    INTEGER("Integer", "Long", "Int", "BigInt"),
    DECIMAL("Decimal", "Number", "Numeric"),
    DOUBLE("Double", "Float"),
    STRING("String", "Text", "Varchar"),
    BOOLEAN("Boolean", "Bool"),
    DATE("Date"),
    DATE_TIME("DateTime", "Timestamp"),
    TIME("Time"),
    YEAR("Year"),
    YEAR_MONTH("YearMonth");

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of() never changes
    private final List<String> aliases;

    FieldType(String label, String... aliases) {
        this.label = label;
        this.aliases = List.of(aliases);
    }

    /// The type as the API spells it, e.g. `DateTime`.
    public String label() {
        return label;
    }

    /// The type with this label or alias, in upper or lower case.
    public static Optional<FieldType> ofLabel(@Nullable String label) {
        for (FieldType type : values()) {
            if (label != null
                    && (Ascii.equalsIgnoringCase(label, type.label)
                            || type.aliases.stream().anyMatch(alias -> Ascii.equalsIgnoringCase(label, alias)))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
