package io.sluice.engine.schema;

/// How the values of a field are protected.
public sealed interface Sensitivity {
    /// Values may be shown.
    record None() implements Sensitivity {}

    /// The tenant delivers hashes of 64 hex digits. They are never shown.
    record RequireHashed() implements Sensitivity {}

    /// Sluice normalises the values and hashes them with SHA-256 on the way into the data set. They are never
    /// shown.
    record Hash(Normalization normalization) implements Sensitivity {}

    /// Whether reports must not show the values.
    default boolean hidesValues() {
        return switch (this) {
            case None none -> false;
            case RequireHashed requireHashed -> true;
            case Hash hash -> true;
        };
    }
}
