package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.data.snapshot.DueSnapshot.Why;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Knows in PostgreSQL whose turn it is.
@ApplicationScoped
class SnapshotTurnStore implements SnapshotTurns {
    /// Sets of more entities are large, or of more bytes.
    private static final int SMALL_ROWS = 100_000;

    private static final int SMALL_BYTES = 256 << 20;

    /// The rows of a materialised query are read in its order, and only as many as are needed: sets are
    /// measured one by one.
    ///
    /// A time that is still to come is that of a clock that was ahead: nobody waits for it.
    private static final String NEXT = """
            with due as materialized (
                select es.set_id, es.accuid, es.source_type, s.row_count, entities.are_due,
                    coalesce(t.facts_known, 0) as facts
                from entity_set es
                left join entity_snapshot s
                    on s.accuid = es.accuid and s.source_type = es.source_type and s.replaced_at is null
                left join snapshot_request r on r.accuid = es.accuid and r.source_type = es.source_type
                left join snapshot_turn t on t.accuid = es.accuid and t.source_type = es.source_type
                cross join lateral (select
                    coalesce(s.copy_due, true)
                    or (es.changed_at is distinct from s.changed_at and (s.taken_at < now() - ? * interval '1 second'
                        or s.taken_at > now() + interval '1 minute'))
                    or (r.requested_at <= now() and s.taken_at < r.requested_at) is true as are_due) entities
                where es.changed_at > 'epoch' and es.set_id <> all (?) and es.accuid <> all (?)
                    and (t.paused_until is null or t.paused_until <= now()
                        or t.paused_until > now() + interval '61 minutes')
                    and (entities.are_due or (t.facts_known > t.facts_seen
                        and (t.looked_at is null or abs(extract(epoch from now() - t.looked_at)) > 60)))
                order by coalesce(t.failures, 0) > 0,
                    (select max(taken_at) from entity_snapshot of_account where of_account.accuid = es.accuid)
                        nulls first, r.requested_at, es.set_id)
            select set_id, accuid, source_type, are_due, facts from due
            where not ? or (coalesce(row_count, 0) <= %1$d and
                (select count(*) <= %1$d and coalesce(sum(size), 0) <= %2$d
                    from (select size from entity where entity.set_id = due.set_id limit %1$d + 1) measured))
            limit 1
            """.formatted(SMALL_ROWS, SMALL_BYTES);
    private static final String ACCOUNTS_CHANGED = """
            insert into snapshot_turn as t (accuid, source_type, facts_known)
            select es.accuid, es.source_type, changed.version
            from entity_set es join unnest(?, ?) as changed (accuid, version) on changed.accuid = es.accuid
            order by es.accuid, es.source_type
            on conflict (accuid, source_type) do update set facts_known = excluded.facts_known
                where t.facts_known < excluded.facts_known
            """;
    private static final String ENDED = """
            update snapshot_turn set facts_seen = greatest(facts_seen, ?), failures = 0, paused_until = null,
                looked_at = case when ? then now() else looked_at end
            where accuid = ? and source_type = ?
            """;
    /// 5 minutes, twice as long after each failure, up to an hour.
    private static final String FAILED = """
            insert into snapshot_turn as t (accuid, source_type, failures, paused_until)
            values (?, ?, 1, now() + interval '5 minutes')
            on conflict (accuid, source_type) do update set failures = t.failures + 1,
                paused_until = now() + least(interval '1 hour', interval '5 minutes' * 2 ^ least(t.failures, 10))
            returning extract(epoch from paused_until - now())::bigint
            """;

    /// Many sets may have to be measured.
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);

    private final DataSource database;

    SnapshotTurnStore(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<DueSnapshot> next(Duration age, Passed passed, boolean small) {
        return DataSetStatements.run(database, "look for snapshots that are due", LONGEST_LOOK, connection -> {
            try (var find = connection.prepareStatement(NEXT)) {
                find.setLong(1, age.toSeconds());
                find.setArray(
                        2, connection.createArrayOf("bigint", passed.sets().toArray()));
                find.setArray(
                        3,
                        connection.createArrayOf(
                                "text",
                                passed.accounts().stream().map(AccountId::value).toArray()));
                find.setBoolean(4, small);
                try (var row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(new DueSnapshot(
                                    new EntitySource(
                                            new AccountId(row.getString("accuid")),
                                            new SourceType(row.getString("source_type"))),
                                    row.getLong("set_id"),
                                    row.getBoolean("are_due") ? Why.ENTITIES : Why.SCHEMA,
                                    row.getLong("facts")))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public void accountsChanged(Map<AccountId, Long> versions) {
        DataSetStatements.run(database, "note changes of accounts", connection -> {
            var accounts = versions.keySet().stream().toList();
            try (var note = connection.prepareStatement(ACCOUNTS_CHANGED)) {
                note.setArray(
                        1,
                        connection.createArrayOf(
                                "text", accounts.stream().map(AccountId::value).toArray()));
                note.setArray(
                        2,
                        connection.createArrayOf(
                                "bigint", accounts.stream().map(versions::get).toArray()));
                return note.executeUpdate();
            }
        });
    }

    @Override
    public void ended(DueSnapshot due, boolean forNothing) {
        DataSetStatements.run(database, "note the end of a build", connection -> {
            try (var note = connection.prepareStatement(ENDED)) {
                note.setLong(1, due.facts());
                note.setBoolean(2, forNothing);
                note.setString(3, due.source().account().value());
                note.setString(4, due.source().source().value());
                return note.executeUpdate();
            }
        });
    }

    @Override
    public Duration failed(EntitySource source) {
        return DataSetStatements.run(database, "note the failure of a build", connection -> {
            try (var note = connection.prepareStatement(FAILED)) {
                note.setString(1, source.account().value());
                note.setString(2, source.source().value());
                try (var row = note.executeQuery()) {
                    row.next();
                    return Duration.ofSeconds(row.getLong(1));
                }
            }
        });
    }
}
