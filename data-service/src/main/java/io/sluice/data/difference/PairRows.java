package io.sluice.data.difference;

import io.sluice.data.difference.RowMark.Digest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pairs the rows of both versions, one partition after another. In memory are the digests of one partition.
///
/// | rows of one key | outcome |
/// |---|---|
/// | one in each version, with the same cells | unchanged |
/// | one in each version | changed |
/// | one in one version | added or removed |
/// | several in one version | each is compared as a whole, as without a key |
///
/// The last line is rare: the digits of a second beyond the sixth are in no data set, and addresses that
/// differ in their case have one hash.
final class PairRows {
    private final Changes changes;
    private final TimeLimit limit;

    PairRows(Changes changes, TimeLimit limit) {
        this.changes = changes;
        this.limit = limit;
    }

    /// The rows of one key.
    private static final class Pair {
        private int before;
        private int after;
        private int placeBefore;
        private int placeAfter;
        private long size;
        private long rowHigh;
        private long rowLow;
        private boolean same;

        private void add(RowMark mark) {
            same = before + after == 1 && mark.hasRow(rowHigh, rowLow);
            rowHigh = mark.rowHigh;
            rowLow = mark.rowLow;
            size += mark.size;
            if (mark.after) {
                after++;
                placeAfter = mark.place;
            } else {
                before++;
                placeBefore = mark.place;
            }
        }

        private boolean isUnique() {
            return before <= 1 && after <= 1;
        }
    }

    /// Pairs rows by their key.
    ///
    /// @param several takes the rows whose key several rows of a version have
    void byKey(RowMarks marks, RowMarks several) {
        for (int partition = 0; partition < marks.partitions(); partition++) {
            limit.check();
            Map<Digest, Pair> pairs = new HashMap<>();
            marks.read(
                    partition,
                    mark -> pairs.computeIfAbsent(mark.key(), key -> new Pair()).add(mark));
            pairs.values().stream().filter(Pair::isUnique).forEach(this::count);
            if (!pairs.values().stream().allMatch(Pair::isUnique)) {
                marks.read(partition, mark -> {
                    var pair = pairs.get(mark.key());
                    if (pair != null && !pair.isUnique()) {
                        mark.pairByRow();
                        several.add(mark);
                    }
                });
            }
        }
    }

    private void count(Pair pair) {
        if (pair.after == 0) {
            changes.single(false, pair.placeBefore, Math.toIntExact(pair.size));
        } else if (pair.before == 0) {
            changes.single(true, pair.placeAfter, Math.toIntExact(pair.size));
        } else if (pair.same) {
            changes.unchanged(1);
        } else {
            changes.changed(pair.placeBefore, pair.placeAfter, pair.size);
        }
    }

    /// How many equal rows each version has.
    private static final class Equal {
        private int before;
        private int after;
    }

    /// Pairs rows by all their cells, as often as they occur. Of rows that one version has more often, the
    /// first ones are listed.
    void byRow(RowMarks marks) {
        for (int partition = 0; partition < marks.partitions(); partition++) {
            limit.check();
            Map<Digest, Equal> rows = new HashMap<>();
            marks.read(partition, mark -> {
                var equal = rows.computeIfAbsent(mark.key(), key -> new Equal());
                if (mark.after) {
                    equal.after++;
                } else {
                    equal.before++;
                }
            });
            rows.values().removeIf(this::takeCommon);
            if (!rows.isEmpty()) {
                marks.read(partition, mark -> list(mark, rows.get(mark.key())));
            }
        }
    }

    /// Leaves what one version has more often; whether nothing is left.
    private boolean takeCommon(Equal equal) {
        var common = Math.min(equal.before, equal.after);
        changes.unchanged(common);
        equal.before -= common;
        equal.after -= common;
        return equal.before + equal.after == 0;
    }

    private void list(RowMark mark, @Nullable Equal left) {
        if (left == null) {
            return;
        }
        if (mark.after && left.after > 0) {
            left.after--;
            changes.single(true, mark.place, mark.size);
        } else if (!mark.after && left.before > 0) {
            left.before--;
            changes.single(false, mark.place, mark.size);
        }
    }
}
