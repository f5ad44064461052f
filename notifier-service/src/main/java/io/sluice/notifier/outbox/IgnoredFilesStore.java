package io.sluice.notifier.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.State;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.database.DatabaseCalls;
import io.sluice.notifier.ignored.IgnoredFile;
import io.sluice.notifier.ignored.IgnoredFiles;
import io.sluice.notifier.ignored.IgnoredFolder;
import io.sluice.notifier.mail.MailTrigger;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Keeps in PostgreSQL which ignored files a mail was about. One transaction marks them and puts the mail
/// into the outbox, so that no file causes a second mail, whoever writes it. Each transaction locks the
/// account's row first.
@ApplicationScoped
class IgnoredFilesStore {
    private static final String IS_KNOWN = "select 1 from ignored_folder where accuid = $1 and folder = $2";
    private static final String CREATE =
            "insert into ignored_digest (accuid) values ($1) on conflict (accuid) do nothing";
    private static final String LOCK = "select 1 from ignored_digest where accuid = $1 for update";
    private static final String FOLDER = """
            select observed_at, files, total, mailed_total from ignored_folder where accuid = $1 and folder = $2
            """;
    private static final String PUT_FOLDER = """
            insert into ignored_folder (accuid, folder, observed_at, files, total, mailed_total, news)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (accuid, folder) do update set observed_at = excluded.observed_at, files = excluded.files,
                total = excluded.total, mailed_total = excluded.mailed_total, news = excluded.news
            """;
    private static final String OBSERVE_FOLDER =
            "update ignored_folder set observed_at = $3 where accuid = $1 and folder = $2";
    /// A clock that was ahead when the latest mail was written does not hold up the next one.
    private static final String DUE = """
            update ignored_digest set due_at = greatest(now() + $2 * interval '1 millisecond',
                least(mailed_at, now()) + $3 * interval '1 millisecond')
            where accuid = $1 and due_at is null
            """;
    private static final String NEXT = """
            select accuid, mails from ignored_digest where due_at <= now() order by due_at limit 1
            for update skip locked
            """;
    private static final String NEXT_FOLDER = """
            select folder, observed_at, files, total, mailed_total from ignored_folder
            where accuid = $1 and folder > $2 and news > 0 order by folder limit 1
            """;
    private static final String WRITTEN = """
            update ignored_digest set due_at = null, mailed_at = now(), mails = mails + 1 where accuid = $1
            """;
    private static final String NOTHING_NEW = "update ignored_digest set due_at = null where accuid = $1";

    private static final TypeReference<List<IgnoredFile>> FILES = new TypeReference<>() {};

    private final Pool pool;
    private final MailStore mails;
    private final IgnoredMailsConfig config;
    private final ObjectMapper json = SluiceJson.mapper();
    private final Clock clock = Clock.systemUTC();

    IgnoredFilesStore(Pool pool, MailStore mails, IgnoredMailsConfig config) {
        this.pool = pool;
        this.mails = mails;
        this.config = config;
    }

    /// Records an observation of a folder. Most folders never hold an ignored file. They cost one query and
    /// no row.
    Uni<Void> observed(DirectoryObserved event) {
        return DatabaseCalls.retryWhileTransient(
                "recording ignored files",
                () -> isWorthARow(event)
                        .chain(worth -> worth
                                ? pool.withTransaction(connection -> record(connection, event))
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> isWorthARow(DirectoryObserved event) {
        return event.files().stream().anyMatch(file -> file.state() == State.IGNORED)
                ? Uni.createFrom().item(true)
                : pool.preparedQuery(IS_KNOWN)
                        .execute(Tuple.of(event.accountId().value(), event.folder()))
                        .map(rows -> rows.size() > 0);
    }

    private Uni<Void> record(SqlConnection connection, DirectoryObserved event) {
        var account = Tuple.of(event.accountId().value());
        return connection
                .preparedQuery(CREATE)
                .execute(account)
                .chain(() -> connection.preparedQuery(LOCK).execute(account))
                .chain(() -> connection
                        .preparedQuery(FOLDER)
                        .execute(Tuple.of(event.accountId().value(), event.folder())))
                .map(rows -> first(rows).map(this::folder).orElse(IgnoredFolder.EMPTY))
                .chain(before -> {
                    var after = before.after(event);
                    if (after.holdsTheSameAs(before)) {
                        return observe(connection, event.accountId().value(), event.folder(), after);
                    }
                    return put(connection, event.accountId().value(), event.folder(), after)
                            .chain(() -> after.news() > 0
                                    ? due(connection, event.accountId())
                                    : Uni.createFrom().voidItem());
                });
    }

    private Uni<Void> observe(SqlConnection connection, String account, String name, IgnoredFolder folder) {
        return connection
                .preparedQuery(OBSERVE_FOLDER)
                .execute(Tuple.of(account, name, folder.observedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Void> put(SqlConnection connection, String account, String name, IgnoredFolder folder) {
        return connection
                .preparedQuery(PUT_FOLDER)
                .execute(Tuple.of(account, name, folder.observedAt().atOffset(ZoneOffset.UTC), array(folder.files()))
                        .addLong(folder.total())
                        .addLong(folder.mailedTotal())
                        .addLong(folder.news()))
                .replaceWithVoid();
    }

    private Uni<Void> due(SqlConnection connection, AccountId account) {
        return connection
                .preparedQuery(DUE)
                .execute(Tuple.of(
                        account.value(),
                        config.delay().toMillis(),
                        config.interval().toMillis()))
                .replaceWithVoid();
    }

    /// Writes the mail that has been due longest into the outbox.
    ///
    /// @return whether an account was due; another one may be, too
    Uni<Boolean> writeNext() {
        return DatabaseCalls.withTimeout(
                "writing a mail about ignored files",
                pool.withTransaction(connection -> connection
                        .preparedQuery(NEXT)
                        .execute()
                        .chain(rows -> first(rows)
                                .map(row -> write(
                                                connection,
                                                new AccountId(row.getString("accuid")),
                                                row.getLong("mails") + 1)
                                        .replaceWith(true))
                                .orElseGet(() -> Uni.createFrom().item(false)))));
    }

    private Uni<Void> write(SqlConnection connection, AccountId account, long number) {
        return collect(connection, account, "", new Collected(List.of(), 0))
                .chain(found -> found.total() == 0
                        ? connection
                                .preparedQuery(NOTHING_NEW)
                                .execute(Tuple.of(account.value()))
                                .replaceWithVoid()
                        : mails.put(
                                        connection,
                                        new MailTrigger.FilesIgnored(new IgnoredFiles(
                                                account, number, found.files(), found.total(), clock.instant())))
                                .chain(() -> connection.preparedQuery(WRITTEN).execute(Tuple.of(account.value())))
                                .replaceWithVoid());
    }

    /// What the folders looked at so far hold for the mail.
    private record Collected(List<IgnoredFile> files, long total) {
        Collected and(IgnoredFolder folder) {
            var named = new ArrayList<>(files);
            folder.unmailed().stream().limit(IgnoredFiles.NAMED - files.size()).forEach(named::add);
            return new Collected(named, total + folder.news());
        }
    }

    /// Marks the files of one folder after another; only one folder is in memory at a time.
    private Uni<Collected> collect(SqlConnection connection, AccountId account, String after, Collected found) {
        return connection
                .preparedQuery(NEXT_FOLDER)
                .execute(Tuple.of(account.value(), after))
                .chain(rows -> first(rows)
                        .map(row -> {
                            var name = row.getString("folder");
                            var folder = folder(row);
                            return put(connection, account.value(), name, folder.inMail())
                                    .chain(() -> collect(connection, account, name, found.and(folder)));
                        })
                        .orElseGet(() -> Uni.createFrom().item(found)));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private IgnoredFolder folder(Row row) {
        try {
            return new IgnoredFolder(
                    row.getOffsetDateTime("observed_at").toInstant(),
                    json.readValue(row.getJsonArray("files").encode(), FILES),
                    row.getLong("total"),
                    row.getLong("mailed_total"));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("ignored files that were written before cannot be read", unreadable);
        }
    }

    private JsonArray array(List<IgnoredFile> files) {
        try {
            return new JsonArray(json.writeValueAsString(files));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("texts and numbers can always be written", unwritable);
        }
    }
}
