package io.sluice.data.entity;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Reads entities from PostgreSQL; imports write them. The value stays text, so its numbers keep all their
/// digits.
@ApplicationScoped
class EntityStore implements Entities {
    private static final String SELECT = """
            select key, value::text as value, batch_ref, line, updated_at from entity
            where set_id = (select set_id from entity_set where accuid = $1 and source_type = $2)
            """;
    private static final String FIND = SELECT + "and key = $3";
    private static final String BY_KEY = SELECT + "and key > $3 order by key limit $4";
    private static final String BY_CHANGE =
            SELECT + "and (updated_at, key) > ($3, $4) order by updated_at, key limit $5";

    private final Pool pool;

    EntityStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<EntityState>> find(AccountId account, SourceType source, String key) {
        return select(FIND, Tuple.of(account.value(), source.value(), key))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<EntityState>> list(AccountId account, SourceType source, EntityPlace after, int limit) {
        return switch (after) {
            case EntityPlace.ByKey(var key) -> select(BY_KEY, Tuple.of(account.value(), source.value(), key, limit));
            case EntityPlace.ByChange(var at, var key) ->
                select(BY_CHANGE, Tuple.of(account.value(), source.value(), at.atOffset(ZoneOffset.UTC), key, limit));
        };
    }

    private Uni<List<EntityState>> select(String sql, Tuple values) {
        return DatabaseCalls.withTimeout(
                        "reading entities", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EntityStore::entity)
                        .toList());
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
