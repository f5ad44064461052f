package io.sluice.engine.schema;

/// How a field's cells are protected.
public sealed interface Sensitivity {
    /// Cells may be shown.
    record None() implements Sensitivity {}

    /// Cells must come as 64 hex digits and are never shown.
    record RequireHashed() implements Sensitivity {}

    /// Cells are normalised and hashed with SHA-256 on the way into the data set, and never shown.
    record Hash(Normalization normalization) implements Sensitivity {}

    /// Whether cells of the field must stay out of reports.
    default boolean hidesValues() {
        return switch (this) {
            case None none -> false;
            case RequireHashed requireHashed -> true;
            case Hash hash -> true;
        };
    }
}
