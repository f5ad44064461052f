package io.sluice.engine.schema;

/// How many rows with errors a file may have and still be accepted.
public sealed interface Acceptance {
    /// A single row with an error refuses the file.
    record Whole() implements Acceptance {}

    /// Up to this percentage of rows with errors (0 to 100, inclusive) is left out; the other rows are
    /// accepted.
    record Partial(double maxInvalidPercent) implements Acceptance {
        public Partial {
            if (!(maxInvalidPercent >= 0 && maxInvalidPercent <= 100)) {
                throw new IllegalArgumentException(
                        "maxInvalidPercent is %s, expected 0 to 100".formatted(maxInvalidPercent));
            }
        }
    }
}
