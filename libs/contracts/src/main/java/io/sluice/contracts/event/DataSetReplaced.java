package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;

/// The rows of a job are the data of their day now, in place of what the day held.
///
/// An event may come twice, and that of an earlier job after that of a later one: of one day the highest job
/// id counts.
///
/// @param schemaVersion the version that the rows were checked against
/// @param rows 0 when the day is empty now
/// @param bytes of the day's file; 0 when the day is empty now
/// @param snapshotId of the table; a number too large for JavaScript, so a text
public record DataSetReplaced(
        JobRef job,
        int schemaVersion,
        long rows,

        @JsonSetter(nulls = Nulls.AS_EMPTY) long bytes,

        String snapshotId,
        Instant replacedAt) {
    /// JSON may lack any of them.
    public DataSetReplaced {
        if (job == null || snapshotId == null || replacedAt == null) {
            throw new IllegalArgumentException("an event of a day has a job, a snapshot_id and a replaced_at");
        }
    }
}
