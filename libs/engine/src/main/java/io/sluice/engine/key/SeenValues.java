package io.sluice.engine.key;

/// The values of one unique field, or the primary keys, that were seen so far. Not thread-safe.
///
/// `add` returns the line on which the value was first seen, or:
///
/// | result | meaning | what the caller does |
/// |---|---|---|
/// | [#NEW] | no earlier row has the value | nothing |
/// | [#POSSIBLE] | an earlier row may have it; [RunKeys#findLate] finds out | calls [#addPossible] once it has checked
/// the row |
public abstract sealed class SeenValues permits SeenLongs, SeenKeys {
    public static final long NEW = 0;
    public static final long POSSIBLE = -1;

    final KeySet set;

    SeenValues(KeySet set) {
        this.set = set;
    }

    /// Remembers the last value, which is possibly a duplicate.
    ///
    /// @param refused whether the row has an error anyway
    public final void addPossible(long line, boolean refused) {
        set.addPossible(line, refused);
    }
}
