package io.sluice.engine.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types of fields that have parts. Only records have them.
enum NestedType {
    OBJECT("Object"),
    ARRAY("Array");

    private final String label;

    NestedType(String label) {
        this.label = label;
    }

    /// The type as the API spells it.
    String label() {
        return label;
    }

    /// The type with this label, in upper or lower case.
    static Optional<NestedType> ofLabel(@Nullable String label) {
        for (NestedType type : values()) {
            if (label != null && Ascii.equalsIgnoringCase(label, type.label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
