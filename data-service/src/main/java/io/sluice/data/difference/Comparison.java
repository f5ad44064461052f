package io.sluice.data.difference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a later version of a day differs from an earlier one. Values are those of JSON: numbers, booleans,
/// texts, null for a missing cell.
///
/// @param primaryKey the names of its columns; none when whole rows were compared
/// @param addedColumns those that only the later version has; they make no row a changed one
/// @param removedColumns those that only the earlier version has
/// @param rows one page
/// @param next where the page ends, when rows follow it
public record Comparison(
        List<String> primaryKey,
        List<String> addedColumns,
        List<String> removedColumns,
        List<Renamed> renamedColumns,
        Counts counts,
        List<Row> rows,
        Optional<Position> next) {

    /// A column that has the same values under another name.
    public record Renamed(String before, String after) {}

    /// A cell whose value differs.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Cell(@Nullable Object before, @Nullable Object after) {}

    /// A row that differs.
    public sealed interface Row {
        /// Of the primary key, by column; empty without one.
        Map<String, @Nullable Object> key();
    }

    /// A row that both versions have.
    ///
    /// @param cells those that differ, by the name of the column in the later version
    public record Changed(Map<String, @Nullable Object> key, Map<String, Cell> cells) implements Row {}

    /// A row that only the later version has, by column.
    public record Added(Map<String, @Nullable Object> key, Map<String, @Nullable Object> cells) implements Row {}

    /// A row that only the earlier version has, by the names that its columns had there.
    public record Removed(Map<String, @Nullable Object> key, Map<String, @Nullable Object> cells) implements Row {}
}
