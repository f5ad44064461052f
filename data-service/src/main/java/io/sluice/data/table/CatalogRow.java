package io.sluice.data.table;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// What the catalogue says of one table, within a transaction that has the table's lock.
public record CatalogRow(Connection connection, AccountId account, SourceType source) {
    /// The engine's catalogue must have the same name, or it sees no table.
    private static final String CATALOG = "sluice";

    private static final String METADATA =
            "select metadata_location from iceberg_tables where catalog_name = ? and table_namespace = ? and table_name = ?";
    private static final String ADD_TABLE = "insert into iceberg_tables (catalog_name, table_namespace, table_name,"
            + " metadata_location, iceberg_type) values (?, ?, ?, ?, 'TABLE')";
    private static final String ADD_NAMESPACE =
            "insert into iceberg_namespace_properties (catalog_name, namespace, property_key, property_value)"
                    + " values (?, ?, 'exists', 'true') on conflict do nothing";
    private static final String MOVE_TABLE =
            "update iceberg_tables set metadata_location = ?, previous_metadata_location = ?"
                    + " where catalog_name = ? and table_namespace = ? and table_name = ? and metadata_location = ?";

    /// Where the table's metadata is; empty while there is no table.
    public Optional<String> metadata() throws SQLException {
        try (var find = connection.prepareStatement(METADATA)) {
            find.setString(1, CATALOG);
            find.setString(2, account.value());
            find.setString(3, source.value());
            try (var row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /// Makes the catalogue name other metadata.
    ///
    /// @param from what it names now; empty for a new table
    /// @return false when it names something else
    public boolean move(Optional<String> from, String to) throws SQLException {
        if (from.isEmpty()) {
            update(ADD_NAMESPACE, CATALOG, account.value());
            return update(ADD_TABLE, CATALOG, account.value(), source.value(), to) == 1;
        }
        return update(MOVE_TABLE, to, from.get(), CATALOG, account.value(), source.value(), from.get()) == 1;
    }

    private int update(String sql, String... values) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
