package io.sluice.schema.announcement;

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

/// Finds what is left to tell in PostgreSQL.
///
/// A transaction lock lets one instance at a time tell, so that an older state never follows a newer one on
/// the topic. It speaks to the database without Hibernate, since it must hold the transaction open while
/// Kafka answers on another thread.
@ApplicationScoped
class AnnouncementStore implements AnnouncementQueue {
    private static final long LOCK = 0x736c75696365L;

    private static final String UNTOLD = """
            select a.*,
              (select coalesce(json_agg(json_build_object(
                      'type', s.source_type, 'name', v.source_name, 'retired', s.retired) order by s.source_type), '[]')
                 from sources s join source_versions v on v.source_id = s.source_id and v.version = s.version
                where s.accuid = a.accuid) as sources,
              array(select t.token_id from tokens t
                where t.accuid = a.accuid and t.revoked_at is not null and t.expires_at > now()) as revoked
              from accounts a where a.announced_version < a.version order by a.accuid limit $1
            """;

    private final Pool database;

    AnnouncementStore(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> tell(int limit, Function<AccountFacts, Uni<Void>> teller) {
        return database.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? tell(connection, limit, teller)
                        : Uni.createFrom().item(0)));
    }

    private static Uni<Integer> tell(SqlConnection connection, int limit, Function<AccountFacts, Uni<Void>> teller) {
        return connection.preparedQuery(UNTOLD).execute(Tuple.of(limit)).chain(rows -> {
            var untold = new ArrayList<AccountFacts>();
            rows.forEach(row -> untold.add(facts(row)));
            if (untold.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return Uni.join()
                    .all(untold.stream().map(teller).toList())
                    .andFailFast()
                    .chain(() -> remember(connection, untold))
                    .replaceWith(untold.size());
        });
    }

    private static Uni<Void> remember(SqlConnection connection, List<AccountFacts> told) {
        return connection
                .preparedQuery("update accounts set announced_version = $2 where accuid = $1")
                .executeBatch(told.stream()
                        .map(facts -> Tuple.of(facts.accountId().value(), facts.version()))
                        .toList())
                .replaceWithVoid();
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
