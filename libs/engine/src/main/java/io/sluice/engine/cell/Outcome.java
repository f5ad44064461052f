package io.sluice.engine.cell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a check says about a cell.
public enum Outcome {
    VALID(null),
    WRONG_TYPE(null),
    NOT_HASHED(null),
    MIN_LENGTH("minLength"),
    MAX_LENGTH("maxLength"),
    MINIMUM("minimum"),
    MAXIMUM("maximum"),
    EXCLUSIVE_MINIMUM("exclusiveMinimum"),
    EXCLUSIVE_MAXIMUM("exclusiveMaximum"),
    PATTERN("pattern"),
    ENUM("enum"),
    PRECISION("precision"),
    SCALE("scale");

    private final Optional<String> rule;

    Outcome(@Nullable String rule) {
        this.rule = Optional.ofNullable(rule);
    }

    /// The violated constraint's Table Schema name; empty when it is not about a constraint.
    public Optional<String> rule() {
        return rule;
    }
}
