package io.sluice.data.difference;

import io.sluice.parquet.ColumnType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ParquetColumn;
import java.util.ArrayList;
import java.util.List;

/// Which columns of two versions are the same: those of one field, whatever its name was.
///
/// @param common in the order of the later version
/// @param key the places in `common` of the primary key's columns; none when whole rows are compared
/// @param added those that only the later version has
/// @param removed those that only the earlier version has
record ComparedColumns(List<Common> common, List<Integer> key, List<ParquetColumn> added, List<ParquetColumn> removed) {

    /// One column.
    ///
    /// @param before its place in the earlier version, from 0
    /// @param after its place in the later version
    record Common(int before, int after, String nameBefore, String name) {}

    /// @param key the ids of the primary key's columns, none without one
    static ComparedColumns of(List<ParquetColumn> before, List<ParquetColumn> after, List<Integer> key) {
        var common = new ArrayList<Common>();
        var added = new ArrayList<ParquetColumn>();
        var removed = new ArrayList<>(before);
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < after.size(); i++) {
            var column = after.get(i);
            var old = before.stream()
                    .filter(one -> one.id() == column.id() && isComparable(one.type(), column.type()))
                    .findFirst();
            if (old.isPresent()) {
                common.add(new Common(before.indexOf(old.get()), i, old.get().name(), column.name()));
                ids.add(column.id());
                removed.remove(old.get());
            } else {
                added.add(column);
            }
        }
        var places = key.stream().map(ids::indexOf).toList();
        return new ComparedColumns(common, places.contains(-1) ? List.of() : places, added, removed);
    }

    /// A larger precision is the same column.
    private static boolean isComparable(ColumnType before, ColumnType after) {
        return before.equals(after)
                || (before instanceof DecimalType(var _, var scale)
                        && after instanceof DecimalType(var _, var newScale)
                        && scale == newScale);
    }

    List<String> keyNames() {
        return key.stream().map(place -> common.get(place).name()).toList();
    }

    List<Common> renamed() {
        return common.stream()
                .filter(column -> !column.name().equals(column.nameBefore()))
                .toList();
    }
}
