package io.sluice.devstack.demo;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Asks DuckDB, an independent reader of Parquet. Each question has a database of its own, in memory.
public final class DuckDb {

    private DuckDb() {}

    /// The rows of a query, each a list of texts; a null is the text `null`.
    public static List<List<String>> rows(String query) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            // Nothing is fetched, and times are the same on every machine.
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET TimeZone = 'UTC'");
            try (var result = statement.executeQuery(query)) {
                var columns = result.getMetaData().getColumnCount();
                var rows = new ArrayList<List<String>>();
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(Objects.requireNonNullElse(result.getString(column), "null"));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("DuckDB refused the query %s: %s".formatted(query, cause), cause);
        }
    }

    /// The number of rows in these Parquet files; 0 without a file.
    public static long count(List<Path> files) {
        return files.isEmpty()
                ? 0
                : Long.parseLong(
                        rows("SELECT count(*) FROM " + table(files)).getFirst().getFirst());
    }

    /// Parquet files as a table of a query.
    public static String table(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
    }
}
