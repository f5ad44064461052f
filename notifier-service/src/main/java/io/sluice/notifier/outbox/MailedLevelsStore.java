package io.sluice.notifier.outbox;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.database.DatabaseCalls;
import io.sluice.notifier.limit.DetectLimitCrossings;
import io.sluice.notifier.limit.MailedLevels;
import io.sluice.notifier.limit.UsageLevel;
import io.sluice.notifier.mail.MailTrigger;
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

/// Keeps the mailed levels in PostgreSQL. One transaction stores them and puts the mails into the outbox, so
/// that neither exists without the other.
@ApplicationScoped
class MailedLevelsStore {
    private static final String CREATE =
            "insert into limit_memory (accuid) values ($1) on conflict (accuid) do nothing";
    /// A time that is still to come is that of a clock that was ahead: the next measurement is newer.
    private static final String LOCK = """
            select workspace, daily, files, resets_at,
                case when measured_at > now() + interval '1 minute' then 'epoch' else measured_at end as measured_at
            from limit_memory where accuid = $1 for update
            """;
    private static final String UPDATE = """
            update limit_memory set workspace = $2, daily = $3, files = $4, resets_at = $5, measured_at = $6
            where accuid = $1
            """;

    private final Pool pool;
    private final MailStore mails;

    MailedLevelsStore(Pool pool, MailStore mails) {
        this.pool = pool;
        this.mails = mails;
    }

    /// Puts the mails that a measurement causes into the outbox.
    Uni<Void> measured(UsageMeasured event) {
        return DatabaseCalls.retryWhileTransient(
                "evaluating a measurement", () -> pool.withTransaction(connection -> evaluate(connection, event)));
    }

    private Uni<Void> evaluate(SqlConnection connection, UsageMeasured event) {
        var account = Tuple.of(event.accountId().value());
        // Most accounts never come near a limit. They cost one query and no row.
        var created = DetectLimitCrossings.isBelowAllLimits(event)
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(CREATE).execute(account).replaceWithVoid();
        return created.chain(() -> connection.preparedQuery(LOCK).execute(account))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> update(connection, event, mailed(row)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> update(SqlConnection connection, UsageMeasured event, MailedLevels before) {
        var detected = DetectLimitCrossings.detect(before, event);
        return Multi.createFrom()
                .iterable(detected.crossings())
                .onItem()
                .transformToUniAndConcatenate(crossing -> mails.put(connection, new MailTrigger.LimitCrossed(crossing)))
                .collect()
                .last()
                .chain(() -> connection
                        .preparedQuery(UPDATE)
                        .execute(values(event, detected.mailed()))
                        .replaceWithVoid());
    }

    private static Tuple values(UsageMeasured event, MailedLevels mailed) {
        return Tuple.of(
                event.accountId().value(),
                word(mailed.workspace()),
                word(mailed.daily()),
                word(mailed.files()),
                utc(mailed.resetsAt()),
                utc(mailed.measuredAt()));
    }

    private static MailedLevels mailed(Row row) {
        return new MailedLevels(
                level(row.getString("workspace")),
                level(row.getString("daily")),
                level(row.getString("files")),
                row.getOffsetDateTime("resets_at").toInstant(),
                row.getOffsetDateTime("measured_at").toInstant());
    }

    private static String word(UsageLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static UsageLevel level(String word) {
        return UsageLevel.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
