package io.sluice.job.retention;

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
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OldJobsStoreIT {
    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration SAFE = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;
    private OldJobsStore store;

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
        store = new OldJobsStore(pool);
    }

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void removesWhatEndedBeforeTheRetention() {
        job("a1", "acme", "2024-01-01", 401);
        job("a2", "acme", "2024-01-02", 399);
        running("a0", "acme", "2024-01-03");

        var removed = store.remove(account -> Optional.of(KEPT), () -> false);

        assertThat(removed).isEqualTo(1);
        assertThat(ids()).containsExactly("a0", "a2");
    }

    @Test
    void keepsWhatIsOldWhileTheRetentionOfItsAccountIsNotKnown() {
        job("a1", "acme", "2024-01-01", 900);
        job("b1", "bolt", "2024-01-01", 900);

        store.remove(account -> account.value().equals("acme") ? Optional.empty() : Optional.of(KEPT), () -> false);

        assertThat(ids()).containsExactly("a1");
    }

    @Test
    void accountsHaveTheirOwnRetention() {
        job("a1", "acme", "2024-01-01", 50);
        job("b1", "bolt", "2024-01-01", 50);
        job("c1", "cask", "2024-01-01", 500);

        store.remove(
                account -> switch (account.value()) {
                    case "bolt" -> Optional.of(Duration.ofDays(30));
                    case "cask" -> Optional.of(Duration.ofDays(3650));
                    default -> Optional.of(KEPT);
                },
                () -> false);

        assertThat(ids()).containsExactly("a1", "c1");
    }

    /// An attempt's number is its place among the attempts of its day.
    @Test
    void keepsAllAttemptsOfADayUntilTheLastOneIsOld() {
        job("a1", "acme", "2024-01-01", 500);
        job("a2", "acme", "2024-01-01", 450);
        job("a3", "acme", "2024-01-01", 10);
        job("b1", "acme", "2024-01-02", 500);
        job("b2", "acme", "2024-01-02", 450);
        job("c1", "acme", "2024-01-03", 500);
        running("c2", "acme", "2024-01-03");

        store.remove(account -> Optional.of(KEPT), () -> false);

        assertThat(ids()).containsExactly("a1", "a2", "a3", "c1", "c2");
    }

    @Test
    void removesOldBatchesWithTheirSources() {
        for (var days : List.of(399, 401)) {
            execute("""
                    insert into batch_job (job_id, accuid, batch_ref, size, received_at, state, finished_at)
                    values ('b%1$d', 'acme', 'ref', 9, now(), 'success', now() - interval '%1$d days')""".formatted(days));
            execute("insert into batch_job_source values ('b%d', 'acme', 'batch_guest', 'Guest', 1, 5)"
                    .formatted(days));
        }

        var removed = new OldBatchesStore(pool).remove(account -> Optional.of(KEPT), () -> false);

        assertThat(removed).isEqualTo(1);
        assertThat(rows("select job_id from batch_job_source"))
                .extracting(row -> row.getString(0))
                .containsExactly("b399");
    }

    @Test
    void goesOnBehindDaysThatAreKept() {
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name, state, finished_at)
                select 'k' || lpad(n::text, 6, '0'), 'acme', 'order', '2024-01-01', 'x', 'success', now() - interval '900 days'
                from generate_series(1, 1200) n""");
        job("newest", "acme", "2024-01-01", 1);
        job("old", "acme", "2024-01-02", 401);

        var removed = store.remove(account -> Optional.of(KEPT), () -> false);

        assertThat(removed).isEqualTo(1);
        assertThat(ids()).hasSize(1201).doesNotContain("old");
    }

    @Test
    void removesThousandsInStepsWhileOthersWork() {
        removeWhileOthersWork(20_000);
    }

    @Test
    @Tag("long")
    void removesAMillionInStepsWhileOthersWork() {
        removeWhileOthersWork(1_000_000);
    }

    private void removeWhileOthersWork(int old) {
        fill(old);
        var done = new AtomicBoolean();
        var begun = System.nanoTime();
        var removal = Thread.ofPlatform().start(() -> {
            store.remove(account -> Optional.of(KEPT), () -> false);
            done.set(true);
        });

        // What the service does meanwhile: it records a job's end, and reads the newest attempt of a day.
        var waits = new ArrayList<Long>();
        var count = 0;
        while (!done.get() && removal.isAlive()) {
            var before = System.nanoTime();
            var id = "n%09d".formatted(count++);
            running(id, "acme", "2026-01-01");
            execute("update job set state = 'success', finished_at = now() where job_id = '" + id + "'");
            rows("select * from job where accuid = 'acme' and source_type = 'order' and data_date = '2026-01-01'"
                    + " order by job_id desc limit 1");
            waits.add(System.nanoTime() - before);
        }

        assertThat(done).isTrue();
        waits.sort(null);
        System.out.printf(
                "removed %,d jobs in %.1f s; three statements meanwhile, %,d times: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                old,
                (System.nanoTime() - begun) / 1e9,
                waits.size(),
                millis(waits, 0.5),
                millis(waits, 0.99),
                millis(waits, 1));
        assertThat(ids()).noneMatch(id -> id.startsWith("o")).hasSize(count);
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
    }

    /// Days of three attempts in fifty accounts.
    private void fill(int jobs) {
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name, state, finished_at)
                select 'o' || lpad(n::text, 9, '0'), case n %% 50 when 0 then 'acme' else 'acc-' || n %% 50 end, 'order',
                    date '2000-01-01' + (n / 150)::integer, 'x.csv', 'success', now() - interval '401 days'
                from generate_series(1, %d) n""".formatted(jobs));
        execute("analyze job");
    }

    private void job(String id, String account, String day, int daysAgo) {
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name, state, finished_at)
                values ('%s', '%s', 'order', '%s', 'x.csv', 'success', now() - interval '%d days')""".formatted(id, account, day, daysAgo));
    }

    private void running(String id, String account, String day) {
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name, claimed_at)
                values ('%s', '%s', 'order', '%s', 'x.csv', now() - interval '900 days')""".formatted(id, account, day));
    }

    private List<String> ids() {
        return rows("select job_id from job order by job_id").stream()
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
