package io.sluice.data.difference;

import java.util.Comparator;

/// Where a row stands in the list of all rows that differ.
///
/// @param place from 0, in the file of the later version; of a removed row, in that of the earlier one
public record Position(Kind kind, int place) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::kind).thenComparingInt(Position::place);

    /// In the order in which they are listed.
    public enum Kind {
        CHANGED,
        ADDED,
        REMOVED
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
