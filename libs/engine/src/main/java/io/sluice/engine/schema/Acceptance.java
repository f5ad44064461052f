package io.sluice.engine.schema;

/// How many bad rows a file may have and still be taken.
public sealed interface Acceptance {
    /// One bad row refuses the file.
    record Whole() implements Acceptance {}

    /// Up to this share of bad rows (0 to 100, inclusive) is left out and the rest is taken.
    record Partial(double maxInvalidPercent) implements Acceptance {
        public Partial {
            if (!(maxInvalidPercent >= 0 && maxInvalidPercent <= 100)) {
                throw new IllegalArgumentException(
                        "maxInvalidPercent is %s, expected 0 to 100".formatted(maxInvalidPercent));
            }
        }
    }
}
