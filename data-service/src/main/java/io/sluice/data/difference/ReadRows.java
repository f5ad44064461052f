package io.sluice.data.difference;

import io.sluice.data.difference.ComparedColumns.Common;
import io.sluice.data.difference.Comparison.Added;
import io.sluice.data.difference.Comparison.Cell;
import io.sluice.data.difference.Comparison.Changed;
import io.sluice.data.difference.Comparison.Removed;
import io.sluice.data.difference.Comparison.Row;
import io.sluice.parquet.ParquetColumn;
import io.sluice.parquet.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Reads the cells of the rows of one page.
final class ReadRows {
    private final ComparedColumns columns;
    private final TimeLimit time;

    ReadRows(ComparedColumns columns, TimeLimit time) {
        this.columns = columns;
        this.time = time;
    }

    /// @param before empty when the earlier version has no row
    /// @param after empty when the later version has no row
    List<Row> list(List<Change> page, Optional<StoredRows> before, Optional<StoredRows> after) throws IOException {
        var old = cells(before, page.stream().mapToInt(Change::before).toArray());
        var current = cells(after, page.stream().mapToInt(Change::after).toArray());
        var rows = new ArrayList<Row>();
        for (var change : page) {
            var cellsBefore = old.getOrDefault(change.before(), List.of());
            var cellsAfter = current.getOrDefault(change.after(), List.of());
            rows.add(
                    switch (change.kind()) {
                        case CHANGED -> new Changed(key(cellsAfter, Common::after), changed(cellsBefore, cellsAfter));
                        case ADDED -> new Added(key(cellsAfter, Common::after), named(after, cellsAfter));
                        case REMOVED -> new Removed(key(cellsBefore, Common::before), named(before, cellsBefore));
                    });
        }
        return rows;
    }

    /// The cells of rows by their places.
    ///
    /// @param places in any order; -1 is none
    private Map<Integer, List<@Nullable Object>> cells(Optional<StoredRows> file, int[] places) throws IOException {
        var found = new HashMap<Integer, List<@Nullable Object>>();
        if (file.isEmpty()) {
            return found;
        }
        var rows = file.get();
        Arrays.sort(places);
        for (int place : places) {
            if (place < 0) {
                continue;
            }
            time.check();
            if (!rows.moveTo(place)) {
                throw new IOException("expected row %d in a file of %d rows".formatted(place, rows.rows()));
            }
            var cells = new ArrayList<@Nullable Object>();
            for (int i = 0; i < rows.columns().size(); i++) {
                cells.add(rows.column(i).json());
            }
            found.put(place, cells);
        }
        return found;
    }

    private Map<String, @Nullable Object> key(List<@Nullable Object> cells, ToIntFunction<Common> place) {
        var key = new LinkedHashMap<String, @Nullable Object>();
        for (var part : columns.key()) {
            var column = columns.common().get(part);
            key.put(column.name(), cells.get(place.applyAsInt(column)));
        }
        return Collections.unmodifiableMap(key);
    }

    private Map<String, Cell> changed(List<@Nullable Object> before, List<@Nullable Object> after) {
        var changed = new LinkedHashMap<String, Cell>();
        for (var column : columns.common()) {
            var old = before.get(column.before());
            var current = after.get(column.after());
            if (!Objects.equals(old, current)) {
                changed.put(column.name(), new Cell(old, current));
            }
        }
        return Collections.unmodifiableMap(changed);
    }

    private static Map<String, @Nullable Object> named(Optional<StoredRows> file, List<@Nullable Object> cells) {
        var names = file.map(StoredRows::columns).orElse(List.of()).stream()
                .map(ParquetColumn::name)
                .toList();
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return Collections.unmodifiableMap(row);
    }
}
