package io.sluice.data.entity;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads entities from PostgreSQL; imports write them. The value stays text, so its numbers keep all their
/// digits.
@ApplicationScoped
class EntityStore implements Entities {
    /// The text of the values on one page. What one request takes of the memory is bounded by it, and by the
    /// size of one entity (1 MiB).
    private static final int PAGE_BYTES = 1 << 20;

    private static final String SET = "set_id = (select set_id from entity_set where accuid = $1 and source_type = $2)";
    private static final String FIND =
            "select key, case when size <= $4 then value::text end as value, batch_ref, line, updated_at from entity where "
                    + SET + " and key = $3";
    /// The sizes are columns, so no value is read that is not on the page.
    private static final String PAGE = """
            select key, value::text as value, batch_ref, line, updated_at, found from (
                select *, count(*) over () as found, row_number() over (order by %2$s) as number,
                    sum(size) over (order by %2$s rows unbounded preceding) - size as bytes_before
                from (select * from entity where %1$s and %3$s order by %2$s limit $5 + 1) page) numbered
            where number <= $5 and bytes_before < %4$d order by %2$s
            """;
    private static final String BY_KEY = PAGE.formatted(SET, "key", "key > $4 and $3::timestamptz is null", PAGE_BYTES);
    private static final String BY_CHANGE =
            PAGE.formatted(SET, "updated_at, key", "(updated_at, key) > ($3, $4)", PAGE_BYTES);

    private final Pool pool;

    EntityStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<EntityLookup> find(AccountId account, SourceType source, String key, int maxSize) {
        return select(FIND, Tuple.of(account.value(), source.value(), key, maxSize))
                .map(found -> found.isEmpty() ? new EntityLookup.Absent() : lookup(found.getFirst()));
    }

    private static EntityLookup lookup(Row row) {
        return row.getString("value") == null ? new EntityLookup.TooLarge() : new EntityLookup.Found(entity(row));
    }

    @Override
    public Uni<EntityPage> list(AccountId account, SourceType source, EntityPlace after, int limit) {
        return switch (after) {
            case EntityPlace.ByKey(var key) -> page(BY_KEY, account, source, null, key, limit);
            case EntityPlace.ByChange(var at, var key) ->
                page(BY_CHANGE, account, source, at.atOffset(ZoneOffset.UTC), key, limit);
        };
    }

    private Uni<EntityPage> page(
            String sql, AccountId account, SourceType source, @Nullable OffsetDateTime at, String key, int limit) {
        return select(sql, Tuple.of(account.value(), source.value(), at, key, limit))
                .map(found -> new EntityPage(
                        found.stream().map(EntityStore::entity).toList(),
                        !found.isEmpty() && found.getFirst().getLong("found") > found.size()));
    }

    private Uni<List<Row>> select(String sql, Tuple values) {
        return DatabaseCalls.withTimeout(
                        "reading entities", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    private static EntityState entity(Row row) {
        return new EntityState(
                row.getString("key"),
                row.getString("value"),
                row.getString("batch_ref"),
                row.getLong("line"),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
