package io.sluice.engine.cell;

import io.sluice.engine.key.KeyBytes;

/// Checks the cells of one column: first the type, then the constraints in the order of spec 4. Missing
/// values are handled before and never get here. Belongs to one run; not thread-safe.
public abstract class CellCheck {
    /// Checks the cell between `from` and `to`: well-formed UTF-8, without its quotes, doubled quotes undone.
    public abstract CellResult check(byte[] bytes, int from, int to);

    /// Whether [#longKey] holds the complete value, so that it can be compared without a fingerprint.
    public boolean hasLongKey() {
        return false;
    }

    /// The value that [#check] accepted last. Only if [#hasLongKey].
    public long longKey() {
        throw new UnsupportedOperationException("the value does not fit into 64 bits");
    }

    /// Appends bytes that represent the value that [#check] accepted last. Equal values append equal bytes.
    public abstract void appendKey(byte[] bytes, int from, int to, KeyBytes key);
}
