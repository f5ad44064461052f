package io.sluice.data.erasure;

import io.sluice.contracts.account.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/// What PostgreSQL has of an erased account. An import that is under way ends before its sets are removed, or
/// finds that they are gone, and then that the account is erased.
@ApplicationScoped
class ErasedAccountsStore {
    private static final String IS_KNOWN = """
            select exists (select 1 from entity_set where accuid = ?)
                or exists (select 1 from batch_outcome where accuid = ?)
                or exists (select 1 from batch_attempt where accuid = ?)
                or exists (select 1 from day_version where accuid = ?)
                or exists (select 1 from iceberg_tables where table_namespace = ?)
                or exists (select 1 from entity_snapshot where accuid = ?)
                or exists (select 1 from snapshot_request where accuid = ?)
                or exists (select 1 from snapshot_turn where accuid = ?)
            """;
    private static final String SETS = "select set_id from entity_set where accuid = ?";
    /// In small steps, so that no lock lasts.
    private static final String REMOVE_ENTITIES = """
            delete from entity where set_id = ? and key in (select key from entity where set_id = ? limit 5000)
            """;
    /// An import may have ended after the last step. It holds this lock while it changes entities, and finds
    /// afterwards that the set is gone.
    private static final String LOCK_SET = "select set_id from entity_set where set_id = ? for update";
    private static final String REMOVE_REST = "delete from entity where set_id = ?";
    private static final String REMOVE_SET = "delete from entity_set where set_id = ?";
    /// The id of the batch stays: it says that the batch is done, should it be delivered again.
    private static final String EMPTY_OUTCOMES =
            "update batch_outcome set accuid = null, event = null where accuid = ? and published";
    private static final String REMOVE_ATTEMPTS = "delete from batch_attempt where accuid = ?";

    /// A swap that is under way finds that its table is gone, or makes a new one, which the next run removes.
    private static final List<String> REMOVE_DATA_SETS = List.of(
            "delete from day_version where accuid = ?",
            "delete from entity_snapshot where accuid = ?",
            "delete from snapshot_request where accuid = ?",
            "delete from snapshot_turn where accuid = ?",
            "delete from iceberg_tables where table_namespace = ?",
            "delete from iceberg_namespace_properties where namespace = ?");

    private final DataSource database;

    ErasedAccountsStore(DataSource database) {
        this.database = database;
    }

    /// Whether there is anything of the account.
    boolean isKnown(AccountId account) throws SQLException {
        try (var connection = database.getConnection();
                var look = connection.prepareStatement(IS_KNOWN)) {
            for (int i = 1; i <= 8; i++) {
                look.setString(i, account.value());
            }
            try (var row = look.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Removes it; the number of rows.
    long remove(AccountId account, BooleanSupplier stopped) throws SQLException {
        try (var connection = database.getConnection()) {
            var removed = 0L;
            for (var set : sets(connection, account)) {
                long step;
                do {
                    step = update(connection, REMOVE_ENTITIES, set, set);
                    removed += step;
                } while (step > 0 && !stopped.getAsBoolean());
                if (stopped.getAsBoolean()) {
                    return removed;
                }
                removed += removeSet(connection, set);
            }
            removed += update(connection, EMPTY_OUTCOMES, account.value());
            removed += update(connection, REMOVE_ATTEMPTS, account.value());
            for (var sql : REMOVE_DATA_SETS) {
                removed += update(connection, sql, account.value());
            }
            return removed;
        }
    }

    private static long removeSet(Connection connection, long set) throws SQLException {
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement(LOCK_SET)) {
            lock.setLong(1, set);
            lock.execute();
            var removed = update(connection, REMOVE_REST, set) + update(connection, REMOVE_SET, set);
            connection.commit();
            return removed;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<Long> sets(Connection connection, AccountId account) throws SQLException {
        try (var find = connection.prepareStatement(SETS)) {
            find.setString(1, account.value());
            try (var rows = find.executeQuery()) {
                var sets = new ArrayList<Long>();
                while (rows.next()) {
                    sets.add(rows.getLong(1));
                }
                return sets;
            }
        }
    }

    private static long update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
