package io.sluice.engine.key;

/// Receives the duplicates that are found at the end of a run.
@FunctionalInterface
public interface LateDuplicates {
    /// Takes a duplicate. They come in no particular order.
    ///
    /// @param set the number of the set, counted from 0 in the order in which the run made them
    /// @param refused whether the row of `line` has an error anyway
    void found(int set, long line, long firstLine, boolean refused);
}
