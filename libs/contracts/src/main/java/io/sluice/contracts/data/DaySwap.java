package io.sluice.contracts.data;

import io.sluice.contracts.file.JobRef;
import java.util.Optional;

/// Asks data-service to make the accepted rows of a job the data of its day: the body of
/// `PUT /internal/data/{accuid}/{source_type}/{date}`.
///
/// The job's outcome is stored before, so a repeated request carries the same file. A job whose id is lower
/// than that of the day's current job came earlier ([io.sluice.contracts.file.JobId]): it changes nothing.
///
/// @param schemaVersion the version that the rows were checked against
/// @param file empty when no row was accepted: the day is then empty
public record DaySwap(JobRef job, int schemaVersion, Optional<DataFile> file) {
    public DaySwap {
        if (job == null) {
            throw new IllegalArgumentException("a swap has a job");
        }
        if (schemaVersion < 1) {
            throw new IllegalArgumentException("expected a schema version from 1 but got " + schemaVersion);
        }
    }
}
