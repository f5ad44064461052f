package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.data.source.RecordSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sets of entities, one for each source, that a batch can change. Not thread-safe.
final class SourceSets {
    private static final String ADD_SETS =
            "insert into entity_set (accuid, source_type) select ?, unnest(?::text[]) on conflict do nothing";
    private static final String FIND_SETS = "select source_type, set_id from entity_set where accuid = ?";
    /// In one order, so that two batches never wait for each other.
    private static final String LOCK_SETS =
            "select changed_at from entity_set where set_id = any (?) order by set_id for update";
    /// Readers who ask for changes since the latest one that they know must miss none: so the time of a
    /// batch is later than that of the batch before it in each of its sets, whatever the clock says.
    private static final String DATE_SETS = """
            update entity_set set changed_at = latest.moment, batch_ref = ?, batch_at = latest.moment
            from (select greatest(clock_timestamp(), max(changed_at) + interval '1 microsecond') as moment
                from entity_set where set_id = any (?)) latest
            where set_id = any (?) returning changed_at
            """;

    private final Map<String, SourceSet> bySchema = new HashMap<>();

    private SourceSets() {}

    /// A source and the number of records that are staged for it.
    static final class SourceSet {
        private final RecordSource source;
        private final long id;
        private long count;

        private SourceSet(RecordSource source, long id) {
            this.source = source;
            this.id = id;
        }

        RecordSource source() {
            return source;
        }

        long id() {
            return id;
        }

        long count() {
            return count;
        }

        void add() {
            count++;
        }
    }

    /// Finds the set of each source, or makes it. The number of statements does not depend on that of
    /// sources: an account may have a thousand, and a batch one record.
    static SourceSets of(Connection connection, AccountId account, List<RecordSource> sources) throws SQLException {
        var types =
                sources.stream().map(source -> source.type().value()).sorted().toList();
        var ids = types.isEmpty() ? Map.<String, Long>of() : find(connection, account);
        if (!ids.keySet().containsAll(types)) {
            add(connection, account, types);
            ids = find(connection, account);
        }
        var sets = new SourceSets();
        for (var source : sources) {
            var id = ids.get(source.type().value());
            if (id == null) {
                throw new ImportBlockedException("the sources of the batch were removed while it began");
            }
            sets.bySchema.put(source.batchSchema().value(), new SourceSet(source, id));
        }
        return sets;
    }

    SourceSet of(String schema) {
        var set = bySchema.get(schema);
        if (set == null) {
            throw new IllegalStateException(
                    "a record of the schema %s, which the plan does not have".formatted(schema));
        }
        return set;
    }

    /// Those with staged records, by source.
    List<SourceSet> changed() {
        return bySchema.values().stream()
                .filter(set -> set.count > 0)
                .sorted(Comparator.comparing(set -> set.source.type()))
                .toList();
    }

    /// One staged record of the set is no longer staged.
    void takeBack(long setId) {
        bySchema.values().stream().filter(set -> set.id == setId).forEach(set -> set.count--);
    }

    private static Map<String, Long> find(Connection connection, AccountId account) throws SQLException {
        try (var find = connection.prepareStatement(FIND_SETS)) {
            find.setString(1, account.value());
            try (var rows = find.executeQuery()) {
                var ids = new HashMap<String, Long>();
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getLong(2));
                }
                return ids;
            }
        }
    }

    private static void add(Connection connection, AccountId account, List<String> types) throws SQLException {
        try (var add = connection.prepareStatement(ADD_SETS)) {
            add.setString(1, account.value());
            add.setArray(2, connection.createArrayOf("text", types.toArray()));
            add.executeUpdate();
        }
    }

    /// Locks the sets until the end of the transaction.
    ///
    /// @return when the batch changes them
    OffsetDateTime lock(Connection connection, BatchRef batch, List<SourceSet> changed) throws SQLException {
        var ids = connection.createArrayOf(
                "bigint", changed.stream().map(set -> set.id).toArray());
        try (var lock = connection.prepareStatement(LOCK_SETS);
                var date = connection.prepareStatement(DATE_SETS)) {
            lock.setArray(1, ids);
            expectAll(changed, lock);
            date.setString(1, batch.value());
            date.setArray(2, ids);
            date.setArray(3, ids);
            try (var rows = date.executeQuery()) {
                return rows.next()
                        ? rows.getObject(1, OffsetDateTime.class)
                        : OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
            }
        }
    }

    /// The sets go when their account is erased.
    private static void expectAll(List<SourceSet> changed, PreparedStatement lock) throws SQLException {
        try (var rows = lock.executeQuery()) {
            for (int i = 0; i < changed.size(); i++) {
                if (!rows.next()) {
                    throw new ImportBlockedException(
                            "the sources of the batch were removed while it was read; it is read again");
                }
            }
        }
    }
}
