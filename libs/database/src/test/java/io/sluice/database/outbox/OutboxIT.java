package io.sluice.database.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.parts.TestPostgres;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pool POOL = pool();

    private final List<String> sent = new CopyOnWriteArrayList<>();

    private static Pool pool() {
        var database = TestPostgres.newDatabase();
        return Pool.newInstance(PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.reactiveUrl()).setUser(database.user()))
                .build());
    }

    @BeforeEach
    void makeTable() {
        execute("drop table if exists event");
        execute("create table event (id int primary key, name text not null, published boolean default false)");
    }

    @AfterAll
    static void close() {
        POOL.close().await().atMost(TIMEOUT);
    }

    @Test
    void publishesPageAfterPageUntilNothingIsLeft() {
        execute("insert into event select n, 'a' || n from generate_series(1, 450) n");

        var published = outbox(this::send).publishAll();

        assertThat(published).isEqualTo(450);
        assertThat(sent).hasSize(450).startsWith("a1", "a2").endsWith("a450");
        assertThat(unpublished()).isEmpty();
        assertThat(outbox(this::send).publishAll()).isZero();
    }

    @Test
    void anEventThatKafkaNeverTakesHoldsUpNoOther() {
        insert("a1", "b1", "b2", "c1");

        var published = outbox((key, event) -> event.equals("b1")
                        ? Uni.createFrom().failure(new EventTooLargeException("events", key, new IOException("2 MB")))
                        : send(key, event))
                .publishAll();

        assertThat(published).isEqualTo(4);
        assertThat(sent).containsExactly("a1", "b2", "c1");
        assertThat(unpublished()).isEmpty();
    }

    /// Otherwise the others would be sent again each second, and the last one of its key might be an old one.
    @Test
    void anEventThatFailsIsSentAgainWithThoseBehindItOfItsKey() {
        insert("b1", "a1", "b2", "a2", "b3");

        var outbox = outbox((key, event) -> event.equals("b2") && sent.stream().noneMatch("b3"::equals)
                ? Uni.createFrom().failure(new IOException("refused"))
                : send(key, event));

        assertThatThrownBy(outbox::publishAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("events of 1 keys cannot be sent: java.io.IOException: refused");
        assertThat(unpublished()).containsExactly("b2", "b3");
        assertThat(outbox.publishAll()).isEqualTo(2);
        assertThat(sent).containsExactly("b1", "a1", "a2", "b3", "b2", "b3");
        assertThat(unpublished()).isEmpty();
    }

    @Test
    void passesByWhatItCannotRead() {
        insert("a1", "?", "b1");

        assertThat(outbox(this::send).publishAll()).isEqualTo(2);

        assertThat(sent).containsExactly("a1", "b1");
        assertThat(unpublished()).containsExactly("?");
    }

    @Test
    void publishesInOneInstanceAtATimeWhileRowsChange() {
        insert("a1");
        var broker = new CompletableFuture<Void>();
        var first = publishing(broker);

        var second = outbox(this::send).publishAll();
        execute("update event set name = 'a2'");
        broker.complete(null);

        assertThat(second).isZero();
        assertThat(first).succeedsWithin(TIMEOUT).isEqualTo(1);
        assertThat(sent).containsExactly("a1");
    }

    /// As when the process dies, or the database.
    @Test
    void aTransactionThatBreaksLeavesItsEventsUnpublished() {
        insert("a1");
        var broker = new CompletableFuture<Void>();
        var first = publishing(broker);

        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where state = 'idle in transaction' and datname = current_database()");
        broker.complete(null);

        assertThat(first).failsWithin(TIMEOUT);
        assertThat(unpublished()).containsExactly("a1");
        assertThat(outbox(this::send).publishAll()).isEqualTo(1);
        assertThat(sent).containsExactly("a1", "a1");
    }

    /// Returns when the event is with the broker, which answers later.
    private CompletableFuture<Integer> publishing(CompletableFuture<Void> broker) {
        var outbox = outbox(
                (key, event) -> send(key, event).chain(() -> Uni.createFrom().completionStage(broker)));
        var publishing = CompletableFuture.supplyAsync(outbox::publishAll);
        await().atMost(TIMEOUT).until(() -> !sent.isEmpty());
        return publishing;
    }

    private static Outbox<String> outbox(BiFunction<String, String, Uni<Void>> publisher) {
        return new Outbox<>(POOL, new Events(), publisher);
    }

    private Uni<Void> send(String key, String event) {
        sent.add(event);
        return Uni.createFrom().voidItem();
    }

    private static void insert(String... names) {
        for (int i = 0; i < names.length; i++) {
            execute("insert into event values (%d, '%s')".formatted(i, names[i]));
        }
    }

    private static List<String> unpublished() {
        var rows = POOL.query("select name from event where not published order by id")
                .execute()
                .await()
                .atMost(TIMEOUT);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("name"))
                .toList();
    }

    private static void execute(String statement) {
        POOL.query(statement).execute().await().atMost(TIMEOUT);
    }

    /// The key is the first letter. Nobody can read a question mark.
    private static final class Events implements Unpublished<String> {
        private final List<String> unreadable = new ArrayList<>();

        @Override
        public String name() {
            return "events";
        }

        @Override
        public Uni<RowSet<Row>> find(SqlConnection connection, int limit) {
            return connection
                    .preparedQuery(
                            "select name from event where not published and name <> all ($1) order by id limit $2")
                    .execute(Tuple.of(unreadable.toArray(String[]::new), limit));
        }

        @Override
        public Optional<String> event(Row row) {
            var name = row.getString("name");
            if (name.equals("?")) {
                unreadable.add(name);
                return Optional.empty();
            }
            return Optional.of(name);
        }

        @Override
        public String key(String event) {
            return event.substring(0, 1);
        }

        @Override
        public Uni<?> remember(SqlConnection connection, List<String> published) {
            return connection
                    .preparedQuery("update event set published = true where name = any ($1)")
                    .execute(Tuple.of(published.toArray(String[]::new)));
        }
    }
}
