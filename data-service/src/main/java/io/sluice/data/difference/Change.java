package io.sluice.data.difference;

import io.sluice.data.difference.Position.Kind;
import java.util.Comparator;

/// A row that differs.
///
/// @param before its place in the earlier version, from 0; -1 for an added row
/// @param after its place in the later version; -1 for a removed row
/// @param size what it takes of a page's memory, in bytes
record Change(Kind kind, int before, int after, long size) implements Comparable<Change> {
    private static final Comparator<Change> ORDER = Comparator.comparing(Change::position);

    Position position() {
        return new Position(kind, kind == Kind.REMOVED ? before : after);
    }

    @Override
    public int compareTo(Change other) {
        return ORDER.compare(this, other);
    }
}
