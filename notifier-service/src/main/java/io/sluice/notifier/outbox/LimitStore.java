package io.sluice.notifier.outbox;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.database.DatabaseCalls;
import io.sluice.notifier.letter.Occasion;
import io.sluice.notifier.limit.JudgeUsage;
import io.sluice.notifier.limit.Level;
import io.sluice.notifier.limit.LimitMemory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// Remembers in PostgreSQL what contacts were told of limits, in the same transaction that puts the mails
/// into the outbox: there is no memory without its mail and no mail without its memory.
@ApplicationScoped
class LimitStore {
    private static final String MAKE = "insert into limit_memory (accuid) values ($1) on conflict (accuid) do nothing";
    private static final String LOCK = """
            select workspace, daily, resets_at, measured_at from limit_memory where accuid = $1 for update
            """;
    private static final String REMEMBER = """
            update limit_memory set workspace = $2, daily = $3, resets_at = $4, measured_at = $5 where accuid = $1
            """;

    private final Pool pool;
    private final MailStore mails;

    LimitStore(Pool pool, MailStore mails) {
        this.pool = pool;
        this.mails = mails;
    }

    /// Puts the mails that a measurement calls for into the outbox.
    Uni<Void> measured(UsageMeasured event) {
        return DatabaseCalls.retryWhileTransient(
                "judging a measurement", () -> pool.withTransaction(connection -> judge(connection, event)));
    }

    private Uni<Void> judge(SqlConnection connection, UsageMeasured event) {
        var account = Tuple.of(event.accountId().value());
        // Most accounts never come near a limit: they cost one look and no row.
        var made = JudgeUsage.isQuiet(event)
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(MAKE).execute(account).replaceWithVoid();
        return made.chain(() -> connection.preparedQuery(LOCK).execute(account))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> remember(connection, event, memory(row)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> remember(SqlConnection connection, UsageMeasured event, LimitMemory memory) {
        var judgement = JudgeUsage.judge(memory, event);
        return Multi.createFrom()
                .iterable(judgement.crossings())
                .onItem()
                .transformToUniAndConcatenate(crossed -> mails.put(connection, new Occasion.LimitNoticed(crossed)))
                .collect()
                .last()
                .chain(() -> connection
                        .preparedQuery(REMEMBER)
                        .execute(values(event, judgement.memory()))
                        .replaceWithVoid());
    }

    private static Tuple values(UsageMeasured event, LimitMemory memory) {
        return Tuple.of(
                event.accountId().value(),
                word(memory.workspace()),
                word(memory.daily()),
                utc(memory.resetsAt()),
                utc(memory.measuredAt()));
    }

    private static LimitMemory memory(Row row) {
        return new LimitMemory(
                level(row.getString("workspace")),
                level(row.getString("daily")),
                row.getOffsetDateTime("resets_at").toInstant(),
                row.getOffsetDateTime("measured_at").toInstant());
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static Level level(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
