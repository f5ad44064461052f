package io.sluice.data.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import io.sluice.data.difference.Comparison;
import io.sluice.data.difference.Counts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one version of a day differs from another one: the answer of `GET …/data/diff`.
///
/// @param from the earlier version
/// @param to the later version
/// @param primaryKey names of columns; none when whole rows are compared
/// @param counts of all rows, also of those that other pages show
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record DifferenceDocument(
        SourceType sourceType,
        DataDate dataDate,
        VersionDocument from,
        VersionDocument to,
        List<String> primaryKey,
        ColumnsDocument columns,
        Counts counts,
        List<RowDocument> rows,
        @Nullable String next) {

    /// @param snapshotId of the manifest, as text
    /// @param updatedAt epoch seconds
    record VersionDocument(JobId jobId, int schemaVersion, long rows, String snapshotId, long updatedAt) {
        private static VersionDocument of(DayVersion version) {
            return new VersionDocument(
                    version.job().jobId(),
                    version.schemaVersion(),
                    version.rows(),
                    Long.toString(version.snapshotId()),
                    version.updatedAt().getEpochSecond());
        }
    }

    /// Columns that only one version has: they are shown, and not compared.
    record ColumnsDocument(List<String> added, List<String> removed, List<Comparison.Renamed> renamed) {}

    /// @param change `changed`, `added` or `removed`
    /// @param key of the primary key, by column; absent without one
    /// @param row all cells of an added or removed row, by column
    /// @param cells those of a changed row that differ, by column
    record RowDocument(
            String change,

            @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable
            Map<String, @Nullable Object> key,

            @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable
            Map<String, @Nullable Object> row,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, Comparison.Cell> cells) {

        private static RowDocument of(Comparison.Row row) {
            var key = row.key().isEmpty() ? null : row.key();
            return switch (row) {
                case Comparison.Changed(var _, var cells) -> new RowDocument("changed", key, null, cells);
                case Comparison.Added(var _, var cells) -> new RowDocument("added", key, cells, null);
                case Comparison.Removed(var _, var cells) -> new RowDocument("removed", key, cells, null);
            };
        }
    }

    static DifferenceDocument of(DayVersion from, DayVersion to, Comparison comparison) {
        return new DifferenceDocument(
                to.job().sourceType(),
                to.job().dataDate(),
                VersionDocument.of(from),
                VersionDocument.of(to),
                comparison.primaryKey(),
                new ColumnsDocument(
                        comparison.addedColumns(), comparison.removedColumns(), comparison.renamedColumns()),
                comparison.counts(),
                comparison.rows().stream().map(RowDocument::of).toList(),
                comparison
                        .next()
                        .map(last -> new DifferenceCursor(
                                        from.job().jobId(), to.job().jobId(), last)
                                .write())
                        .orElse(null));
    }
}
