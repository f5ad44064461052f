package io.sluice.schema.outbox;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what is left to publish in PostgreSQL.
///
/// A transaction lock lets one instance at a time publish, so that an older state never follows a newer one
/// on the topic. It speaks to the database without Hibernate, because it holds the transaction open while
/// Kafka answers on another thread.
@ApplicationScoped
class OutboxStore implements OutboxQueue {
    private static final long LOCK = 0x736c75696365L;

    private static final String UNPUBLISHED = """
            select a.*,
              (select coalesce(json_agg(json_build_object(
                      'type', s.source_type, 'name', v.source_name, 'retired', s.retired) order by s.source_type), '[]')
                 from sources s join source_versions v on v.source_id = s.source_id and v.version = s.version
                where s.accuid = a.accuid) as sources,
              array(select t.token_id from tokens t
                where t.accuid = a.accuid and t.revoked_at is not null and t.expires_at > now()) as revoked,
              array(select distinct c.kind from account_changes c
                where c.accuid = a.accuid and c.version <= a.version) as kinds
              from accounts a where a.announced_version < a.version order by a.accuid limit $1
            """;

    private final Pool database;

    OutboxStore(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> publish(int limit, Function<ChangedAccount, Uni<Void>> publisher) {
        return database.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? publish(connection, limit, publisher)
                        : Uni.createFrom().item(0)));
    }

    private static Uni<Integer> publish(
            SqlConnection connection, int limit, Function<ChangedAccount, Uni<Void>> publisher) {
        return connection.preparedQuery(UNPUBLISHED).execute(Tuple.of(limit)).chain(rows -> {
            var unpublished = new ArrayList<ChangedAccount>();
            rows.forEach(row -> unpublished.add(changed(row)));
            if (unpublished.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return Uni.join()
                    .all(unpublished.stream().map(publisher).toList())
                    .andFailFast()
                    .chain(() -> remember(connection, unpublished))
                    .replaceWith(unpublished.size());
        });
    }

    private static Uni<Void> remember(SqlConnection connection, List<ChangedAccount> published) {
        var versions = published.stream()
                .map(changed -> Tuple.of(
                        changed.facts().accountId().value(), changed.facts().version()))
                .toList();
        return connection
                .preparedQuery("update accounts set announced_version = $2 where accuid = $1")
                .executeBatch(versions)
                .chain(() -> connection
                        .preparedQuery("delete from account_changes where accuid = $1 and version <= $2")
                        .executeBatch(versions))
                .replaceWithVoid();
    }

    private static ChangedAccount changed(Row row) {
        return new ChangedAccount(
                facts(row),
                Stream.of(row.getArrayOfStrings("kinds"))
                        .map(ChangeKind::ofLabel)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static AccountFacts facts(Row row) {
        return new AccountFacts(
                new AccountId(row.getString("accuid")),
                row.getLong("version"),
                row.getString("name"),
                AccountState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                List.of(row.getArrayOfStrings("contacts")),
                List.of(row.getArrayOfStrings("ip_allowlist")),
                ZoneId.of(row.getString("time_zone")),
                row.getString("locale"),
                Optional.ofNullable(row.getString("pickup")),
                new AccountFacts.Limits(row.getLong("workspace_limit_bytes"), row.getLong("daily_upload_limit_bytes")),
                sources((JsonArray) row.getValue("sources")),
                Set.of(row.getArrayOfStrings("revoked")));
    }

    private static List<AccountFacts.Source> sources(JsonArray array) {
        return array.stream()
                .map(JsonObject.class::cast)
                .map(source -> new AccountFacts.Source(
                        new SourceType(source.getString("type")),
                        source.getString("name"),
                        source.getBoolean("retired")))
                .toList();
    }
}
