package io.sluice.data.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.iceberg.Snapshot;

/// Which snapshots of a table stay.
///
/// @param age how long one stays after the next one replaced it
/// @param atLeast the newest ones stay however old they are
/// @param atMost older ones go however young they are: each commit writes all of them again
public record KeptSnapshots(Duration age, int atLeast, int atMost) {
    /// Columns in the schemas of all snapshots that stay, beyond those of the newest ones: each commit writes
    /// the schemas again, too, and a tenant may change a schema of 2,000 fields between two files.
    static final int MOST_COLUMNS = 20_000;

    public KeptSnapshots {
        if (age.isNegative() || atLeast < 1 || atMost < atLeast) {
            throw new IllegalArgumentException("expected 1 <= at least <= at most but got %d and %d, and an age of %s"
                    .formatted(atLeast, atMost, age));
        }
    }

    /// The ids of those that go.
    ///
    /// @param snapshots of one table, in any order
    /// @param columns how many a schema has, by its id
    List<Long> expired(List<Snapshot> snapshots, IntUnaryOperator columns, Instant now) {
        var newestFirst = snapshots.stream()
                .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
                .toList();
        var replacedBefore = now.minus(age).toEpochMilli();
        var expired = new ArrayList<Long>();
        var schemas = new HashSet<Integer>();
        var total = 0L;
        for (int i = 0; i < newestFirst.size(); i++) {
            var schema = newestFirst.get(i).schemaId();
            if (schema != null && schemas.add(schema)) {
                total += columns.applyAsInt(schema);
            }
            if (i >= atLeast
                    && (i >= atMost
                            || total > MOST_COLUMNS
                            || newestFirst.get(i - 1).timestampMillis() < replacedBefore)) {
                expired.add(newestFirst.get(i).snapshotId());
            }
        }
        return expired;
    }
}
