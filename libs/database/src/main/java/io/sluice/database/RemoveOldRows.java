package io.sluice.database;

import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Removes the rows of a history whose time is over: account by account, in small steps with pauses between
/// them, so that no lock lasts and other statements keep their speed.
///
/// Several instances may run it: one takes a step at a time, and each step is complete in itself. It compares
/// with the database's clock, so the clock of this process does not matter. It blocks; run it on a thread
/// that may wait.
public final class RemoveOldRows {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int STEP = 500;
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext($1))";

    private final Pool pool;
    private final Statements statements;
    private final BooleanSupplier stopped;

    /// @param stopped becomes true when the process stops
    public RemoveOldRows(Pool pool, Statements statements, BooleanSupplier stopped) {
        this.pool = pool;
        this.statements = statements;
        this.stopped = stopped;
    }

    /// What to remove.
    ///
    /// | statement | parameters | result |
    /// |---|---|---|
    /// | next account | an account id, or the empty text | the next id in their order, or null |
    /// | remove step | see below | `looked_at`, `removed`, `last_end`, `last_id` |
    ///
    /// The parameters of a step: the account; the age in seconds; the end and the id after which it goes on,
    /// or null; how many rows it looks at.
    ///
    /// @param name of the history, for the lock that lets one instance work at a time
    public record Statements(String name, String nextAccount, String removeStep) {}

    /// Removes all rows whose time is over; the number of them.
    ///
    /// @param retention how long the rows of an account are kept; empty when that is not known now
    public long run(Function<AccountId, Optional<Duration>> retention) {
        var removed = 0L;
        var account = next("");
        while (account.isPresent() && !stopped.getAsBoolean()) {
            var kept = retention.apply(new AccountId(account.get()));
            if (kept.isPresent()) {
                removed += remove(account.get(), kept.get());
            }
            account = next(account.get());
        }
        return removed;
    }

    /// Removes all rows of these accounts, whatever their age; the number of them.
    public long run(Collection<AccountId> accounts) {
        var removed = 0L;
        for (var account : accounts) {
            removed += remove(account.value(), Duration.ZERO);
        }
        return removed;
    }

    private Optional<String> next(String after) {
        return DatabaseCalls.withTimeout(
                        "looking for the next account",
                        pool.preparedQuery(statements.nextAccount()).execute(Tuple.of(after)))
                .map(rows -> Optional.<@Nullable String>ofNullable(
                        rows.iterator().next().getString(0)))
                .await()
                .indefinitely();
    }

    private long remove(String account, Duration kept) {
        var removed = 0L;
        Optional<Step> step = Optional.of(new Step(0, 0, null, null));
        while (step.isPresent() && !stopped.getAsBoolean()) {
            step = step(account, kept, step.get());
            removed += step.map(Step::removed).orElse(0L);
            step = step.filter(done -> done.lookedAt() == STEP);
            if (step.isPresent()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return removed;
    }

    /// The next step; empty when another instance is at work.
    private Optional<Step> step(String account, Duration kept, Step before) {
        var values = Tuple.tuple()
                .addString(account)
                .addLong(kept.toSeconds())
                .addValue(before.lastEnd())
                .addValue(before.lastId())
                .addInteger(STEP);
        return DatabaseCalls.withTimeout(
                        "removing old rows", pool.withTransaction(connection -> step(connection, values)))
                .await()
                .indefinitely();
    }

    private Uni<Optional<Step>> step(SqlConnection connection, Tuple values) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(statements.name()))
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? connection
                                .preparedQuery(statements.removeStep())
                                .execute(values)
                                .map(rows -> Optional.of(Step.of(rows.iterator().next())))
                        : Uni.createFrom().item(Optional.empty()));
    }

    /// @param lastEnd when the last row ended that was looked at; null when there was none
    private record Step(
            long lookedAt,
            long removed,
            @Nullable OffsetDateTime lastEnd,
            @Nullable String lastId) {
        static Step of(Row row) {
            return new Step(
                    row.getLong("looked_at"),
                    row.getLong("removed"),
                    row.getOffsetDateTime("last_end"),
                    row.getString("last_id"));
        }
    }
}
