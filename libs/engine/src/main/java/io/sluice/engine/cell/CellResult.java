package io.sluice.engine.cell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result of checking a cell.
public enum CellResult {
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

    CellResult(@Nullable String rule) {
        this.rule = Optional.ofNullable(rule);
    }

    /// The Table Schema name of the violated constraint; empty if no constraint is violated.
    public Optional<String> rule() {
        return rule;
    }
}
