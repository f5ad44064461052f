package io.sluice.database.outbox;

import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/// Publishes what a table says and a topic does not yet.
///
/// | guarantee | how |
/// |---|---|
/// | each event is published at least once | what is left is read from the rows, which remember it last |
/// | events of one key keep their order | one instance publishes; those behind one that failed are sent again |
/// | an event that Kafka never takes holds up nothing | it counts as published (decision 39) |
/// | rows can change meanwhile | the lock is one of the transaction, and locks none of them |
///
/// Not thread-safe.
public final class Outbox<E> {
    private static final int PAGE = 200;
    /// Longer than the pool of connections and Kafka take with it. Whatever takes longer hangs.
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(2);
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext($1))";
    /// Else the lock of an instance whose host vanished would stay until the database misses its connection.
    private static final String GIVE_UP = "set local idle_in_transaction_session_timeout = '60s'";

    private final Pool pool;
    private final Unpublished<E> rows;
    private final BiFunction<String, E, Uni<Void>> publisher;

    /// @param publisher gets a key and its event
    public Outbox(Pool pool, Unpublished<E> rows, BiFunction<String, E, Uni<Void>> publisher) {
        this.pool = pool;
        this.rows = rows;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left or another instance publishes; the number of events. It blocks.
    ///
    /// @throws IllegalStateException if some of them cannot be sent now
    public int publishAll() {
        var all = 0;
        Page<E> page;
        do {
            page = pool.withTransaction(this::publishPage)
                    // Cancels a run that hangs, so that the next one does not go on beside it.
                    .ifNoItem()
                    .after(LONGEST_PAGE)
                    .fail()
                    .await()
                    .indefinitely();
            page.requireNoFailure();
            all += page.sent().size();
        } while (page.sent().size() == PAGE);
        return all;
    }

    private Uni<Page<E>> publishPage(SqlConnection connection) {
        return connection
                .query(GIVE_UP)
                .execute()
                .chain(() -> connection.preparedQuery(LOCK).execute(Tuple.of(rows.name())))
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? rows.find(connection, PAGE).map(this::events)
                        : Uni.createFrom().item(List.<E>of()))
                .chain(this::send)
                .chain(page -> page.sent().isEmpty()
                        ? Uni.createFrom().item(page)
                        : rows.remember(connection, page.sent()).replaceWith(page));
    }

    private List<E> events(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(rows::event)
                .flatMap(Optional::stream)
                .toList();
    }

    private Uni<Page<E>> send(List<E> events) {
        return events.isEmpty()
                ? Uni.createFrom().item(new Page<>(List.of(), List.of()))
                : Uni.join()
                        .all(events.stream().map(this::failure).toList())
                        .andFailFast()
                        .map(failures -> page(events, failures));
    }

    /// Sends the event; empty when it is sent, or never can be.
    private Uni<Optional<Throwable>> failure(E event) {
        return publisher
                .apply(rows.key(event), event)
                .onFailure(EventTooLargeException.class)
                .recoverWithNull()
                .map(sent -> Optional.<Throwable>empty())
                .onFailure()
                .recoverWithItem(Optional::of);
    }

    private Page<E> page(List<E> events, List<Optional<Throwable>> failures) {
        var failed = new LinkedHashMap<String, Throwable>();
        var sent = new ArrayList<E>();
        for (int i = 0; i < events.size(); i++) {
            var key = rows.key(events.get(i));
            failures.get(i).ifPresent(failure -> failed.putIfAbsent(key, failure));
            if (!failed.containsKey(key)) {
                sent.add(events.get(i));
            }
        }
        return new Page<>(sent, List.copyOf(failed.values()));
    }

    /// @param failures the first one of each key
    private record Page<E>(List<E> sent, List<Throwable> failures) {
        void requireNoFailure() {
            if (!failures.isEmpty()) {
                throw new IllegalStateException(
                        "events of %d keys cannot be sent: %s".formatted(failures.size(), failures.getFirst()),
                        failures.getFirst());
            }
        }
    }
}
