package io.sluice.data.day;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.JobRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rows of one job that are, or were, the data of their day.
///
/// @param snapshotId of the table, in which the day first held them
/// @param file empty when no row was accepted
/// @param replacedAt when another job's rows took their place; empty while they are the day's data
public record DayVersion(
        JobRef job,
        int schemaVersion,
        long snapshotId,
        Optional<DataFile> file,
        Instant updatedAt,
        Optional<Instant> replacedAt) {

    /// How long its file is kept after it was replaced.
    public static final Duration KEPT = Duration.ofDays(1);

    public boolean isCurrent() {
        return replacedAt.isEmpty();
    }

    /// When its file may go; empty while it is the day's data. The file lives a little longer: the addresses
    /// that are made last are valid for an hour.
    public Optional<Instant> keptUntil() {
        return replacedAt.map(replaced -> replaced.plus(KEPT));
    }

    public long rows() {
        return file.map(DataFile::rows).orElse(0L);
    }
}
