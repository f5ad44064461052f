package io.sluice.notifier.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.TestPostgres;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is removed when its time is over.
class RetentionIT {
    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration SAFE = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;
    private OldMailsStore store;

    @BeforeEach
    void migrate() {
        var database = TestPostgres.newDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), "")
                .load()
                .migrate();
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.reactiveUrl()).setUser(database.user()))
                .using(vertx)
                .build();
        store = new OldMailsStore(pool);
    }

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void removesMailsThatWereSettledBeforeTheRetention() {
        settled("a1", "acme", 401);
        settled("a2", "acme", 399);
        settled("b1", "bolt", 50);
        execute(
                "insert into mail (job_id, accuid, event, created_at) values ('p1', 'acme', '{}', now() - interval '900 days')");

        var removed = store.remove(
                account -> Optional.of(account.value().equals("bolt") ? Duration.ofDays(30) : KEPT), () -> false);

        assertThat(removed).isEqualTo(2);
        assertThat(ids()).containsExactly("a2", "p1");
    }

    @Test
    void removesFoldersThatHaveBeenEmptyForLong() {
        execute("insert into ignored_digest (accuid) values ('acme')");
        folder("a", 0, 31);
        folder("b", 0, 29);
        folder("c", 1, 31);

        var removed = new OldIgnoredFoldersStore(pool).remove(() -> false);

        assertThat(removed).isEqualTo(1);
        assertThat(rows("select folder from ignored_folder order by folder"))
                .extracting(row -> row.getString(0))
                .containsExactly("b", "c");
    }

    @Test
    void removesThousandsInSteps() {
        execute("""
                insert into mail (job_id, accuid, event, state, settled_at)
                select 'o' || n, 'acc-' || n % 3, '{}', 'sent', now() - interval '401 days' from generate_series(1, 5000) n""");

        assertThat(store.remove(account -> Optional.of(KEPT), () -> false)).isEqualTo(5_000);

        assertThat(ids()).isEmpty();
    }

    private void settled(String id, String account, int daysAgo) {
        execute("""
                insert into mail (job_id, accuid, event, state, settled_at)
                values ('%s', '%s', '{}', 'sent', now() - interval '%d days')""".formatted(id, account, daysAgo));
    }

    private void folder(String name, int total, int daysAgo) {
        execute("""
                insert into ignored_folder (accuid, folder, observed_at, files, total, mailed_total, news)
                values ('acme', '%s', now() - interval '%d days', '[]', %d, 0, 0)""".formatted(name, daysAgo, total));
    }

    private List<String> ids() {
        return rows("select job_id from mail order by job_id").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(SAFE);
    }

    private List<Row> rows(String sql) {
        var rows = new ArrayList<Row>();
        pool.query(sql).execute().await().atMost(SAFE).forEach(rows::add);
        return rows;
    }
}
