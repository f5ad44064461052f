package io.sluice.data.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Snapshot;

/// Which snapshots of a table stay.
///
/// @param age how long one stays after the next one replaced it
/// @param atLeast the newest ones stay however old they are
/// @param atMost older ones go however young they are: each commit writes all of them again
public record KeptSnapshots(Duration age, int atLeast, int atMost) {
    public KeptSnapshots {
        if (age.isNegative() || atLeast < 1 || atMost < atLeast) {
            throw new IllegalArgumentException("expected 1 <= at least <= at most but got %d and %d, and an age of %s"
                    .formatted(atLeast, atMost, age));
        }
    }

    /// The ids of those that go.
    ///
    /// @param snapshots of one table, in any order
    List<Long> expired(List<Snapshot> snapshots, Instant now) {
        var newestFirst = snapshots.stream()
                .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
                .toList();
        var replacedBefore = now.minus(age).toEpochMilli();
        var expired = new ArrayList<Long>();
        for (int i = atLeast; i < newestFirst.size(); i++) {
            if (i >= atMost || newestFirst.get(i - 1).timestampMillis() < replacedBefore) {
                expired.add(newestFirst.get(i).snapshotId());
            }
        }
        return expired;
    }
}
