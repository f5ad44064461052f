package io.sluice.data.batch;

import static io.sluice.data.parts.SeenConnections.always;
import static io.sluice.data.parts.SeenConnections.one;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.SeenConnections;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.key.KeyMemory;
import io.sluice.fixtures.TestAccount;
import io.sluice.rules.disk.SmallDisk;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// Batches whose records fill the disk of the database.
@QuarkusTest
class FullDatabaseIT {
    private static final int DISK_MEBIBYTES = 8;
    private static final String TAKEN = "select pg_relation_size('pg_temp.staged')";

    @TempDir
    Path folder;

    @Inject
    RecordSources sources;

    @Inject
    Imports imports;

    @Inject
    BatchFiles files;

    @Inject
    DataSource database;

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

    /// The connection goes back to the pool and may rest there, with gigabytes of a batch that failed.
    @Test
    void givesTheRoomOfAnAttemptThatFailedBack() throws SQLException {
        var dying = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, method, values) -> {
                    if (method.getName().equals("storeLog")) {
                        throw new OutOfMemoryError("made up");
                    }
                    return SeenConnections.invoke(files, method, values);
                });
        var batch = large(1_000, "nonsense");
        try (var connection = database.getConnection()) {
            assertThatThrownBy(() -> importBatch(new ImportStore(always(database, connection)), dying)
                            .attempt(new PendingBatch(batch)))
                    .hasMessage("made up");

            assertThat(one(connection, TAKEN)).isEqualTo("0");
        }
        assertThat(entities.of(account)).isEmpty();
    }

    /// Others get the room meanwhile, on the same connection, too.
    @Test
    @EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")
    void waitsForRoomThatItsOwnRecordsTake() throws SQLException {
        try (var disk = SmallDisk.on(folder, DISK_MEBIBYTES);
                var connection = database.getConnection()) {
            keepTemporaryTablesOn(connection, disk);
            try {
                var full = importBatch(new ImportStore(always(database, connection)), files);
                var pending = new PendingBatch(large(10_000));
                assertThat(full.attempt(pending)).isInstanceOfSatisfying(ImportResult.RetryLater.class, later -> {
                    assertThat(later.cause()).isEqualTo(ImportResult.Cause.DATABASE_FULL);
                    assertThat(later.reason())
                            .startsWith("the database cannot merge a batch: ERROR: could not extend file")
                            .contains("No space left on device");
                });

                var small = full.attempt(new PendingBatch(batches.ofLines(line("event", "upsert", "{}"))));

                assertThat(small).isInstanceOf(ImportResult.Finished.class);
                assertThat(notes(pending.batch())).isEmpty();
                assertThat(importBatch(imports, files).attempt(pending))
                        .isInstanceOfSatisfying(
                                ImportResult.Finished.class,
                                finished -> assertThat(finished.event().succeededCount())
                                        .isEqualTo(10_000));
            } finally {
                forgetTheDisk(connection);
            }
        }
    }

    /// What fills the disk is something else, so it waits like for any dependency.
    @Test
    @EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")
    void waitsLikeAllWhileOthersFillTheDisk() throws SQLException {
        try (var disk = SmallDisk.on(folder, DISK_MEBIBYTES);
                var connection = database.getConnection()) {
            keepTemporaryTablesOn(connection, disk);
            try {
                var full = importBatch(new ImportStore(always(database, connection)), files);
                var batch = large(100);
                full.attempt(new PendingBatch(batches.ofLines("nonsense")));
                disk.fill();

                assertThat(full.attempt(new PendingBatch(batch)))
                        .isInstanceOfSatisfying(
                                ImportResult.RetryLater.class,
                                later -> assertThat(later.cause()).isEqualTo(ImportResult.Cause.DEPENDENCY));

                disk.free();
                assertThat(full.attempt(new PendingBatch(batch))).isInstanceOf(ImportResult.Finished.class);
            } finally {
                forgetTheDisk(connection);
            }
        }
    }

    /// The log of the database mostly lies on the same disk, and a server without room for it ends all
    /// sessions.
    @Test
    void waitsLongerWhenTheDatabaseFailsAmidItsRecords() {
        var ending = (BatchFiles) Proxy.newProxyInstance(
                BatchFiles.class.getClassLoader(), new Class<?>[] {BatchFiles.class}, (_, method, values) -> {
                    if (method.getName().equals("storeLog")) {
                        endSessions();
                    }
                    return SeenConnections.invoke(files, method, values);
                });
        var large = new PendingBatch(large(5_000, "nonsense"));

        assertThat(importBatch(imports, ending).attempt(large))
                .isInstanceOfSatisfying(
                        ImportResult.RetryLater.class,
                        later -> assertThat(later.cause()).isEqualTo(ImportResult.Cause.DATABASE_LOST));
        assertThat(importBatch(imports, ending)
                        .attempt(new PendingBatch(batches.ofLines("nonsense", line("event", "upsert", "{}")))))
                .isInstanceOfSatisfying(
                        ImportResult.RetryLater.class,
                        later -> assertThat(later.cause()).isEqualTo(ImportResult.Cause.DEPENDENCY));
        // Connections of the pool that were ended fail once.
        await().until(() -> importBatch(imports, files).attempt(large) instanceof ImportResult.Finished);
    }

    private void endSessions() {
        entities.rows("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend'"
                + " and pid <> pg_backend_pid() and query like 'with folding%'");
    }

    private static void keepTemporaryTablesOn(Connection connection, SmallDisk disk) throws SQLException {
        run(
                connection,
                "discard temp",
                "create tablespace small location '%s'".formatted(disk.folder()),
                "set temp_tablespaces = 'small'");
    }

    private static void forgetTheDisk(Connection connection) throws SQLException {
        run(connection, "discard temp", "reset temp_tablespaces", "drop tablespace small");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        for (var statement : statements) {
            try (var command = connection.createStatement()) {
                command.execute(statement);
            }
        }
    }

    private List<List<String>> notes(BatchReceived batch) {
        return entities.rows(
                "select begun from batch_attempt where batch_ref = '%s' and begun > 0".formatted(batch.batchRef()));
    }

    /// A batch of records of 1 KB that the database cannot compress, after other lines.
    private BatchReceived large(int records, String... before) {
        var random = new Random(records);
        var lines = IntStream.range(0, records)
                .mapToObj(_ -> line("event", "upsert", "{\"text\":\"%s\"}".formatted(noise(random))));
        return batches.ofLines(Stream.concat(Stream.of(before), lines).toArray(String[]::new));
    }

    private static String noise(Random random) {
        return random.ints(1_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private ImportBatch importBatch(Imports used, BatchFiles read) {
        return TestImports.of(sources, read, used, TestImports.limits(KeyMemory.DEFAULTS, 64L << 20));
    }
}
