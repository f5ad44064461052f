package io.sluice.data.day;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.JobRef;
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

    public boolean isCurrent() {
        return replacedAt.isEmpty();
    }

    public long rows() {
        return file.map(DataFile::rows).orElse(0L);
    }
}
