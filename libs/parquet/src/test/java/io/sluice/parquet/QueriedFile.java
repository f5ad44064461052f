package io.sluice.parquet;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Parquet file as DuckDB reads it.
record QueriedFile(Path file) {

    /// The columns as text, a missing value as null, in the order of the file's rows.
    ///
    /// @param columns expressions of DuckDB
    List<List<String>> rows(String... columns) {
        return query("select %s from '%s'".formatted(String.join(", ", columns), file));
    }

    /// @param sql with `'%s'` in place of the file
    List<List<String>> query(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            try (var answer = statement.executeQuery(sql.formatted(file))) {
                var rows = new ArrayList<List<String>>();
                while (answer.next()) {
                    var row = new String[answer.getMetaData().getColumnCount()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = answer.getString(i + 1);
                    }
                    rows.add(Arrays.asList(row));
                }
                return rows;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
