package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;

/// Judges the cells of one column: the type, then the constraints in the specification's order. A missing
/// cell is never handed in. Belongs to one run; not thread-safe.
public abstract class CellCheck {
    /// Judges the cell between `from` and `to`; the bytes are well-formed UTF-8, unquoted and unescaped.
    public abstract Outcome check(byte[] bytes, int from, int to);

    /// Whether [#longKey] holds the whole value, so that no fingerprint is needed.
    public boolean hasLongKey() {
        return false;
    }

    /// The value of the cell that [#check] last found valid; only where [#hasLongKey].
    public long longKey() {
        throw new UnsupportedOperationException("the value does not fit into 64 bits");
    }

    /// Adds bytes that are equal for equal values, of the cell that [#check] last found valid.
    public abstract void appendKey(byte[] bytes, int from, int to, KeyBytes key);
}
