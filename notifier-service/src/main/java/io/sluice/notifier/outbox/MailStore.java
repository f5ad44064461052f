package io.sluice.notifier.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.database.DatabaseCalls;
import io.sluice.events.EventReader;
import io.sluice.events.UnreadableEventException;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.notifier.ignored.IgnoredFiles;
import io.sluice.notifier.limit.LimitCrossing;
import io.sluice.notifier.mail.MailTrigger;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The outbox in PostgreSQL. The primary key of its rows keeps a trigger from causing a second mail.
///
/// In an upgrade instances of two versions read it. What only the newer one knows, a kind of mail or a limit,
/// the older one leaves to it.
@ApplicationScoped
class MailStore implements Outbox {
    private static final Log LOG = Log.of(MailStore.class);
    private static final String PUT = """
            insert into mail (job_id, accuid, kind, event) values ($1, $2, $3, $4) on conflict (job_id) do nothing
            """;
    private static final String IS_DUE = """
            state in ('pending', 'sending') and due_at <= now()
                and kind in ('job-failed', 'batch-failed', 'limit-crossed', 'files-ignored') and job_id <> all ($2)
            """;
    private static final String DUE = "select job_id from mail where " + IS_DUE
            + " and accuid > %s order by accuid, due_at limit 1 for update skip locked";
    /// The next account after the one that had its turn, or the first one. Parallel senders lock different
    /// rows. The lease is committed before the mail is sent. When nothing is due, no other mail is looked at,
    /// however many wait: the index by time says so.
    static final String TAKE = """
            update mail set state = 'sending', attempts = attempts + 1, due_at = now() + $1 * interval '1 millisecond'
            where job_id = case when (select true from mail where %s order by due_at limit 1)
                then coalesce((%s), (%s)) end
            returning job_id, accuid, kind, event, created_at, attempts
            """.formatted(IS_DUE, DUE.formatted("$3"), DUE.formatted("''"));
    /// As if it had not been taken.
    private static final String LEAVE = """
            update mail set state = 'pending', attempts = attempts - 1, due_at = now()
            where job_id = $1 and state = 'sending'
            """;
    private static final String POSTPONE = """
            update mail set state = 'pending', reason = $2, due_at = $3 where job_id = $1 and state = 'sending'
            """;
    private static final String FINISH = """
            update mail set state = $2, reason = $3, subject = $4, recipients = $5, left_out = $6, settled_at = now()
            where job_id = $1 and state in ('pending', 'sending')
            """;
    private static final String COUNT = "select count(*) as mails from mail where state in ('pending', 'sending')";
    private static final String OLDEST = """
            select extract(epoch from now() - min(created_at))::bigint as seconds from mail
            where state in ('pending', 'sending')
            """;

    private static final String JOB_FAILED = "job-failed";
    private static final String BATCH_FAILED = "batch-failed";
    private static final String LIMIT_CROSSED = "limit-crossed";
    private static final String FILES_IGNORED = "files-ignored";

    private final Pool pool;
    private final ObjectMapper json = SluiceJson.mapper();
    /// Another version may read them, so only this process passes them by.
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    /// The account whose mail was taken last. Accounts take turns, so thousands of mails of one hold up no
    /// other.
    private volatile String lastAccount = "";

    MailStore(Pool pool) {
        this.pool = pool;
    }

    /// Puts a mail into the outbox unless it is or was there; retries while the database is unavailable.
    Uni<Void> put(MailTrigger trigger) {
        return execute("recording a mail", PUT, row(trigger));
    }

    /// Puts a mail into the outbox in the connection's transaction.
    Uni<Void> put(SqlConnection connection, MailTrigger trigger) {
        return connection.preparedQuery(PUT).execute(row(trigger)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<OutboxMail>> take(Duration lease) {
        var values = Tuple.of(lease.toMillis())
                .addArrayOfString(unreadable.toArray(String[]::new))
                .addString(lastAccount);
        return DatabaseCalls.withTimeout(
                        "taking a mail", pool.preparedQuery(TAKE).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst())
                .chain(taken -> taken.isEmpty() ? Uni.createFrom().item(Optional.empty()) : read(taken.get(), lease));
    }

    /// The mail; one that this version cannot read is left, and the next one taken.
    private Uni<Optional<OutboxMail>> read(Row row, Duration lease) {
        lastAccount = row.getString("accuid");
        try {
            return Uni.createFrom().item(Optional.of(mail(row)));
        } catch (UnreadableEventException newer) {
            var id = row.getString("job_id");
            unreadable.add(id);
            LOG.warn(
                    "a mail is left to a newer version of notifier-service, because this one cannot read its event",
                    LogFields.field("mail", id),
                    LogFields.cause(newer));
            return execute("leaving a mail", LEAVE, Tuple.of(id)).chain(() -> take(lease));
        }
    }

    @Override
    public Uni<Void> record(OutboxMail mail, SendResult result) {
        var id = mail.id().value();
        return switch (result) {
            case SendResult.Postponed(String reason, Instant until) -> postpone(id, reason, until);
            case SendResult.ServerUnavailable(String reason, Instant until) -> postpone(id, reason, until);
            case SendResult.Sent sent ->
                finish(Tuple.of(id, "sent", null, sent.subject())
                        .addArrayOfString(sent.recipients().toArray(String[]::new))
                        .addArrayOfString(lines(sent.leftOut())));
            case SendResult.Refused(String reason) -> finish(unsent(id, "refused", reason));
            case SendResult.SwitchedOff off ->
                finish(unsent(id, "switched-off", "the account wants no mails about batches"));
            case SendResult.NoContacts none -> finish(unsent(id, "no-contacts", "the account has no contacts"));
            case SendResult.NoAccount none -> finish(unsent(id, "no-account", "nothing was heard of the account"));
        };
    }

    /// How many mails still have to be sent.
    Uni<Long> unsettled() {
        return DatabaseCalls.withTimeout("counting the mails", pool.query(COUNT).execute())
                .map(rows -> rows.iterator().next().getLong("mails"));
    }

    /// How long the oldest mail has waited that still has to be sent.
    Uni<Optional<Duration>> oldestUnsettled() {
        return DatabaseCalls.withTimeout(
                        "looking for the oldest mail", pool.query(OLDEST).execute())
                .map(rows -> Optional.<@Nullable Long>ofNullable(
                                rows.iterator().next().getLong("seconds"))
                        .map(Duration::ofSeconds));
    }

    private Uni<Void> postpone(String id, String reason, Instant until) {
        return execute("postponing a mail", POSTPONE, Tuple.of(id, reason, utc(until)));
    }

    private Uni<Void> finish(Tuple values) {
        return execute("recording the result of a mail", FINISH, values);
    }

    private static Tuple unsent(String id, String state, String reason) {
        return Tuple.of(id, state, reason, null).addArrayOfString(new String[0]).addArrayOfString(new String[0]);
    }

    private Uni<Void> execute(String what, String sql, Tuple values) {
        return DatabaseCalls.retryWhileTransient(
                        what, () -> pool.preparedQuery(sql).execute(values))
                .replaceWithVoid();
    }

    private Tuple row(MailTrigger trigger) {
        return Tuple.of(MailId.of(trigger).value(), trigger.accountId().value(), kind(trigger), event(trigger));
    }

    private static String kind(MailTrigger trigger) {
        return switch (trigger) {
            case MailTrigger.JobFailed failed -> JOB_FAILED;
            case MailTrigger.BatchFailed failed -> BATCH_FAILED;
            case MailTrigger.LimitCrossed crossed -> LIMIT_CROSSED;
            case MailTrigger.FilesIgnored ignored -> FILES_IGNORED;
        };
    }

    JsonObject event(MailTrigger trigger) {
        return switch (trigger) {
            case MailTrigger.JobFailed(var finished) -> write(finished);
            case MailTrigger.BatchFailed(var finished) -> write(finished);
            case MailTrigger.LimitCrossed(var crossing) -> write(crossing);
            case MailTrigger.FilesIgnored(var ignored) -> write(ignored);
        };
    }

    private JsonObject write(Record event) {
        try {
            return new JsonObject(json.writeValueAsString(event));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("an event that was read before cannot be written", unwritable);
        }
    }

    private static OutboxMail mail(Row row) {
        return new OutboxMail(
                trigger(row.getString("kind"), row.getJsonObject("event").encode()),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getInteger("attempts"));
    }

    private static MailTrigger trigger(String kind, String event) {
        return switch (kind) {
            case JOB_FAILED -> new MailTrigger.JobFailed(EventReader.read(event, JobFinished.class));
            case BATCH_FAILED -> new MailTrigger.BatchFailed(EventReader.read(event, BatchFinished.class));
            case LIMIT_CROSSED -> new MailTrigger.LimitCrossed(EventReader.read(event, LimitCrossing.class));
            case FILES_IGNORED -> new MailTrigger.FilesIgnored(EventReader.read(event, IgnoredFiles.class));
            default -> throw new IllegalStateException("the outbox holds a mail of the unknown kind " + kind);
        };
    }

    private static String[] lines(Map<String, String> leftOut) {
        return leftOut.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .sorted()
                .toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
