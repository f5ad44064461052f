package io.sluice.data.parts;

import io.sluice.contracts.account.AccountId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Looks into the tables of the service.
public final class EntityTable {
    private final DataSource database;

    public EntityTable(DataSource database) {
        this.database = database;
    }

    /// The values of an account's entities by source and key, e.g. `batch_guest/1`.
    public Map<String, String> of(AccountId account) {
        var found = new TreeMap<String, String>();
        for (var row : rows("""
                select source_type || '/' || key, value::text from entity join entity_set using (set_id)
                where accuid = '%s'
                """.formatted(account))) {
            found.put(row.get(0), row.get(1));
        }
        return found;
    }

    /// The rows of a query, each as the texts of its columns. A connection of the pool that the database has
    /// ended fails once.
    public List<List<String>> rows(String query) {
        for (int i = 0; i < 20; i++) {
            try {
                return select(query);
            } catch (SQLException ended) {
                if (ended.getSQLState() == null || !ended.getSQLState().matches("08...|57P01")) {
                    throw new IllegalStateException(ended);
                }
            }
        }
        throw new IllegalStateException("no connection works");
    }

    private List<List<String>> select(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(row);
            }
            return found;
        }
    }
}
