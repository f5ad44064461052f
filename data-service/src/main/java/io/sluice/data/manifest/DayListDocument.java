package io.sluice.data.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the days of a data set, newest first: the answer of `GET …/data/days`.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record DayListDocument(List<DayDocument> days, @Nullable String next) {

    /// @param updatedAt epoch seconds
    record DayDocument(DataDate dataDate, JobId jobId, int schemaVersion, long rows, long updatedAt) {
        private static DayDocument of(DayVersion version) {
            return new DayDocument(
                    version.job().dataDate(),
                    version.job().jobId(),
                    version.schemaVersion(),
                    version.rows(),
                    version.updatedAt().getEpochSecond());
        }
    }

    /// @param found one more than a page holds, if there are more
    static DayListDocument of(List<DayVersion> found, int limit) {
        var days = found.stream().limit(limit).map(DayDocument::of).toList();
        return new DayListDocument(
                days, found.size() > limit ? DayCursor.after(days.getLast().dataDate()) : null);
    }
}
