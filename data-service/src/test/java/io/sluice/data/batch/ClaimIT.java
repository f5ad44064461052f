package io.sluice.data.batch;

import static io.sluice.data.parts.SeenConnections.always;
import static io.sluice.data.parts.SeenConnections.invoke;
import static io.sluice.data.parts.SeenConnections.one;
import static io.sluice.data.parts.SeenConnections.seen;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.fixtures.TestAccount;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A claim and the connection that it lives in, and what is left of attempts that failed.
@QuarkusTest
class ClaimIT {
    @Inject
    RecordSources sources;

    @Inject
    Imports imports;

    @Inject
    BatchFiles files;

    @Inject
    DataSource database;

    @Inject
    Pool pool;

    @Inject
    S3Client objects;

    private AccountId account;
    private TestBatch batches;
    private EntityTable entities;

    @BeforeEach
    void makeAccount() {
        account = TestAccount.freshId();
        batches = new TestBatch(objects, account);
        entities = new EntityTable(database);
    }

    @Test
    void aConnectionThatKeepsItsLockIsGivenUp() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var claim = new ImportStore(failing("select pg_advisory_unlock"))
                .claim(batch)
                .orElseThrow();

        assertThatThrownBy(claim::close).isInstanceOf(IllegalStateException.class);

        // The server ends the session a moment later.
        await().untilAsserted(() -> {
            var again = imports.claim(batch);
            assertThat(again).isPresent();
            again.get().close();
        });
    }

    /// Otherwise what a host that vanishes has locked stays locked for hours.
    @ParameterizedTest
    @CsvSource({"idle, 15", "interval, 5", "count, 3"})
    void theDatabaseLooksForHostsThatVanished(String what, String expected) throws SQLException {
        var show = "show tcp_keepalives_" + what;

        try (var connection = database.getConnection()) {
            assertThat(one(connection, show)).isEqualTo(expected);
        }
        assertThat(pool.query(show)
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo(expected);
    }

    @Test
    void aBatchMakesNoNewFilesForItsStage() throws SQLException {
        try (var connection = database.getConnection()) {
            var store = new ImportStore(always(database, connection));
            var first = batches.ofLines(line("event", "upsert", "{}"), line("event", "delete", "{}"));
            importBatch(store, files, LIMITS).attempt(new PendingBatch(first));
            var file = one(connection, "select pg_relation_filenode('pg_temp.staged')");

            var result = importBatch(store, files, LIMITS)
                    .attempt(new PendingBatch(batches.ofLines(line("event", "upsert", "{}"))));

            assertThat(result).isInstanceOf(ImportResult.Finished.class);
            assertThat(one(connection, "select pg_relation_filenode('pg_temp.staged')"))
                    .isEqualTo(file);
            assertThat(one(connection, "select count(*) from pg_temp.staged")).isEqualTo("0");
        }
    }

    @Test
    void endsABatchThatTakesTooLongToCheck() {
        var limits = new ImportLimits(
                BatchLimits.DEFAULTS, KeyMemory.DEFAULTS, 1_000, Duration.ofSeconds(1), Duration.ofNanos(1), 1 << 20);
        var batch = batches.ofLines(line("event", "upsert", "{}"));

        var result = importBatch(imports, files, limits).attempt(new PendingBatch(batch));

        assertThat(result).isInstanceOfSatisfying(ImportResult.Finished.class, finished -> {
            assertThat(finished.event().totalCount()).isZero();
            assertThat(LogReader.text(objects, finished.event())).isEqualTo("""
                    {"ref":"null","code":"400","message":"Could not be imported: to check the records took more than \
                    0 s of computing; send them in several batches","error":"too-long"}
                    """);
        });
        assertThat(entities.of(account)).isEmpty();
    }

    @Test
    void endsABatchWhoseTemporaryFilesAreTooLarge() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));

        var result = importBatch(imports, files, temporary(KeyMemory.DEFAULTS.spillDirectory(), 9))
                .attempt(new PendingBatch(batch));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ImportResult.Finished.class,
                        finished -> assertThat(LogReader.text(objects, finished.event()))
                                .isEqualTo("""
                    {"ref":"null","code":"400","message":"Could not be imported: to check the records took more than \
                    9 bytes of temporary files; send them in several batches","error":"too-large"}
                    """));
        assertThat(entities.of(account)).isEmpty();
    }

    /// It would fill the folder in each attempt, for ever, and nobody beside it could go on.
    @Test
    void givesABatchUpThatFillsTheFolderForTemporaryFiles() {
        var full = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, method, values) -> {
                    var result = method.invoke(files, values);
                    if (method.getName().equals("copy")) {
                        throw new TemporaryFolderException(new IOException("No space left on device"));
                    }
                    return result;
                });
        var importBatch = importBatch(imports, full, temporary(KeyMemory.DEFAULTS.spillDirectory(), 16));
        var pending = new PendingBatch(batches.ofLines(line("event", "upsert", "{}")));
        for (int i = 0; i < ImportBatch.MAX_BEGUN; i++) {
            assertThat(importBatch.attempt(pending))
                    .isEqualTo(new ImportResult.RetryLater(
                            "temporary files cannot be kept in the folder sluice.import.spill-directory: No space left on device",
                            ImportResult.Cause.NO_ROOM));
            pending.failedUnexpectedly();
        }

        var result = importBatch.attempt(pending);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ImportResult.Finished.class,
                        finished -> assertThat(LogReader.text(objects, finished.event()))
                                .isEqualTo("""
                    {"ref":"null","code":"500","message":"Could not be imported: Sluice had no room for its temporary \
                    files, in ten attempts; ask the platform team, or send the records in several batches","error":"no-room"}
                    """));
    }

    /// What fills the folder is something else, so it waits like for any dependency.
    @Test
    void waitsWhileOthersFillTheFolderForTemporaryFiles() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));

        assertThat(importBatch(imports, files, temporary(Path.of("no-such-folder"), 16))
                        .attempt(new PendingBatch(batch)))
                .isInstanceOfSatisfying(
                        ImportResult.RetryLater.class,
                        later -> assertThat(later.cause()).isEqualTo(ImportResult.Cause.DEPENDENCY));
        assertThat(entities.rows("select begun from batch_attempt where batch_ref = '%s' and begun > 0"
                        .formatted(batch.batchRef())))
                .isEmpty();
    }

    private static ImportLimits temporary(Path directory, long maxTemporary) {
        return TestImports.limits(new KeyMemory(1 << 20, directory), maxTemporary);
    }

    /// An attempt stores its log, and dies before it commits.
    @Test
    void removesTheLogsOfEarlierAttempts() {
        var batch = batches.ofLines("nonsense", line("event", "upsert", "{}"));
        var dying = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, method, values) -> {
                    var result = method.invoke(files, values);
                    if (method.getName().equals("storeLog")) {
                        throw new OutOfMemoryError("made up");
                    }
                    return result;
                });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> importBatch(imports, dying, LIMITS).attempt(new PendingBatch(batch)))
                    .hasMessage("made up");
        }
        assertThat(logs()).hasSize(2);

        var result = importBatch(imports, files, LIMITS).attempt(new PendingBatch(batch));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ImportResult.Finished.class,
                        finished -> assertThat(logs())
                                .containsExactly(finished.event().logKey().orElseThrow()));
        assertThat(importBatch(imports, files, LIMITS).attempt(new PendingBatch(batch)))
                .isEqualTo(new ImportResult.FinishedBefore());
        assertThat(logs()).hasSize(1);
    }

    /// It cannot be stored that the batch failed for good; then it must not be imported after all.
    @Test
    void keepsItsDecisionToGiveABatchUp() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var pending = new PendingBatch(batch);
        pending.noted(new Imports.Begun(ImportBatch.MAX_BEGUN + 1, 11));
        var unavailable = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, _, _) -> {
                    throw new ObjectStoreUnavailableException("down", new IllegalStateException());
                });
        var noNoteIsTakenBack = (Imports) Proxy.newProxyInstance(
                Imports.class.getClassLoader(), new Class<?>[] {Imports.class}, (_, method, values) -> {
                    if (method.getName().equals("survived")) {
                        throw new DatabaseUnavailableException("down", new IllegalStateException());
                    }
                    return method.invoke(imports, values);
                });
        assertThat(importBatch(noNoteIsTakenBack, unavailable, LIMITS).attempt(pending))
                .isEqualTo(new ImportResult.RetryLater("down", ImportResult.Cause.DEPENDENCY));

        var result = importBatch(imports, files, LIMITS).attempt(pending);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ImportResult.Finished.class,
                        finished -> assertThat(finished.event()
                                        .firstErrors()
                                        .getFirst()
                                        .code())
                                .isEqualTo("500"));
        assertThat(entities.of(account)).isEmpty();
    }

    /// A batch in which processes died is imported alone. What waits for it is not at work: if the process
    /// dies again, that is none of its attempts.
    @Test
    void notesAnAttemptOnlyOnceItHasItsTurn() throws Exception {
        var suspect = batches.ofLines(line("event", "upsert", "{}"));
        var good = batches.ofLines(line("event", "upsert", "{}"));
        entities.rows("insert into batch_attempt (batch_ref, accuid, begun) values ('%s', '%s', 2) returning 1"
                .formatted(suspect.batchRef(), account));
        var isAtWork = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var pausing = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, method, values) -> {
                    if (method.getName().equals("copy") && values[0].equals(suspect.objectKey())) {
                        isAtWork.countDown();
                        mayEnd.await();
                    }
                    return method.invoke(files, values);
                });
        var importBatch = importBatch(imports, pausing, LIMITS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var alone = threads.submit(() -> importBatch.attempt(new PendingBatch(suspect)));
            try {
                isAtWork.await();

                assertThat(importBatch.attempt(new PendingBatch(good)))
                        .isEqualTo(
                                new ImportResult.RetryLater("others are at work beside it", ImportResult.Cause.BATCH));
                assertThat(entities.rows(
                                "select begun from batch_attempt where batch_ref = '%s'".formatted(good.batchRef())))
                        .isEmpty();
            } finally {
                mayEnd.countDown();
            }
            assertThat(alone.get()).isInstanceOf(ImportResult.Finished.class);
        }
        assertThat(importBatch.attempt(new PendingBatch(good))).isInstanceOf(ImportResult.Finished.class);
    }

    /// The store delivers it whole, or it is not read.
    @Test
    void readsNoOtherFileThanTheOneThatWasReceived() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var longer = new BatchReceived(
                batch.batchRef(), account, batch.size() + 1, batch.checksum(), batch.objectKey(), batch.receivedAt());

        assertThatThrownBy(() -> importBatch(imports, files, LIMITS).attempt(new PendingBatch(longer)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("object %s has not the %d bytes that were announced"
                        .formatted(batch.objectKey(), longer.size()));
    }

    private static final ImportLimits LIMITS = TestImports.limits(KeyMemory.DEFAULTS, 1 << 20);

    private ImportBatch importBatch(Imports used, BatchFiles read, ImportLimits limits) {
        return TestImports.of(sources, read, used, limits);
    }

    private List<String> logs() {
        return objects
                .listObjectsV2(request -> request.bucket(TestBatch.bucket()).prefix("batch-logs/" + account + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /// A statement that begins so fails, on a connection that works.
    private DataSource failing(String begin) {
        return seen(database, connection -> (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, values) -> {
                    if (method.getName().equals("prepareStatement")
                            && String.valueOf(values[0]).startsWith(begin)) {
                        throw new SQLException("made up", "XX000");
                    }
                    return invoke(connection, method, values);
                }));
    }
}
