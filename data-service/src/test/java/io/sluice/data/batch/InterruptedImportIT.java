package io.sluice.data.batch;

import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.fixtures.TestAccount;
import io.sluice.schemas.SchemaServiceUnavailableException;
import jakarta.inject.Inject;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// An import that ends at each of its steps, and is tried again.
@QuarkusTest
class InterruptedImportIT {
    private static final int STEPS_AT_MOST = 40;
    /// A step after which the attempt is noted, and before it has an outcome.
    private static final int DURING_THE_FILE = 6;
    private static final ImportLimits LIMITS = TestImports.limits(KeyMemory.DEFAULTS, 1 << 20);

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

    /// What happens at a step.
    private enum Interruption {
        DEATH_BEFORE,
        DEATH_AFTER,
        DATABASE_ENDS_CONNECTIONS
    }

    /// Stands for the death of the process.
    private static final class Death extends Error {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @Test
    void hasOneOutcomeWhereverTheProcessDies() {
        interruptAtEachStep(Interruption.DEATH_BEFORE);
    }

    @Test
    void hasOneOutcomeWhereverTheProcessDiesAfterAStep() {
        interruptAtEachStep(Interruption.DEATH_AFTER);
    }

    @Test
    void hasOneOutcomeWhereverTheDatabaseEndsItsConnections() {
        interruptAtEachStep(Interruption.DATABASE_ENDS_CONNECTIONS);
    }

    private void interruptAtEachStep(Interruption interruption) {
        var step = 0;
        var reached = true;
        while (reached) {
            makeAccount();
            assertThat(attempt(batches.ofLines(
                            line("guest", "insert", "{\"id\":\"1\",\"name\":\"A\"}"),
                            line("guest", "insert", "{\"id\":\"2\",\"name\":\"B\"}"))))
                    .isInstanceOf(ImportResult.Finished.class);
            var batch = batches.ofLines(
                    line("guest", "create", "{\"id\":\"3\",\"name\":\"C\"}"),
                    line("guest", "delete", "{\"id\":\"2\"}"),
                    line("guest", "upsert", "{\"id\":\"1\",\"points\":1}"),
                    line("event", "upsert", "{}"),
                    line("guest", "delete", "{\"id\":\"9\"}"));

            reached = interrupted(batch, step, interruption);
            attemptUntilFinished(batch);

            assertThat(attempt(batch)).as("step %d", step).isEqualTo(new ImportResult.FinishedBefore());
            var found = entities.of(account);
            assertThat(found)
                    .as("step %d", step)
                    .hasSize(3)
                    .containsEntry("batch_guest/1", "{\"id\": \"1\", \"name\": \"A\", \"points\": 1}")
                    .containsEntry("batch_guest/3", "{\"id\": \"3\", \"name\": \"C\"}");
            assertThat(entities.rows("""
                            select event ->> 'total_count', event ->> 'succeeded_count', event ->> 'failed_count'
                            from batch_outcome where batch_ref = '%s'
                            """.formatted(batch.batchRef())))
                    .as("step %d", step)
                    .isEqualTo(List.of(List.of("5", "4", "1")));
            assertThat(entities.rows("select begun from batch_attempt where accuid = '%s'".formatted(account)))
                    .as("step %d", step)
                    .isEmpty();
            step++;
            assertThat(step).isLessThan(STEPS_AT_MOST);
        }
        assertThat(step).isGreaterThan(10);
    }

    /// Whether the import had so many steps.
    private boolean interrupted(BatchReceived batch, int step, Interruption interruption) {
        var steps = new Steps(step, interruption);
        try {
            importBatch(steps).attempt(new PendingBatch(batch));
        } catch (Death _) {
            // Nothing of the process goes on.
        }
        return steps.count > step;
    }

    @Test
    void givesUpABatchThatFailsEachTime() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        for (int i = 0; i < ImportBatch.MAX_BEGUN; i++) {
            var dying = importBatch(new Steps(DURING_THE_FILE, Interruption.DEATH_BEFORE));
            assertThatThrownBy(() -> dying.attempt(new PendingBatch(batch))).isInstanceOf(Death.class);
        }

        var result = attempt(batch);

        assertThat(entities.of(account)).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(
                        ImportResult.Finished.class,
                        finished -> assertThat(LogReader.lines(objects, finished.event()))
                                .extracting(BatchLogLine::code)
                                .containsExactly("500"));
    }

    @Test
    void twoInstancesImportABatchOnce() throws InterruptedException, ExecutionException {
        var batch = batches.ofLines(
                line("guest", "create", "{\"id\":\"1\",\"name\":\"A\"}"), line("event", "upsert", "{}"));
        var together = new CyclicBarrier(2);
        Callable<ImportResult> instance = () -> {
            together.await();
            return attempt(batch);
        };

        var results = new ArrayList<ImportResult>();
        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : instances.invokeAll(List.of(instance, instance))) {
                results.add(result.get());
            }
        }

        assertThat(results).filteredOn(ImportResult.Finished.class::isInstance).hasSize(1);
        assertThat(attempt(batch)).isEqualTo(new ImportResult.FinishedBefore());
        assertThat(entities.of(account)).hasSize(2);
        assertThat(entities.rows("select event ->> 'outcome' from batch_outcome where batch_ref = '%s'"
                        .formatted(batch.batchRef())))
                .isEqualTo(List.of(List.of("success")));
    }

    /// A partition moves to another instance while its batch is at work.
    @Test
    void anotherInstanceLeavesABatchAloneThatIsAtWork() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var claim = imports.claim(batch).orElseThrow();

        for (int i = 0; i < 2 * ImportBatch.MAX_BEGUN; i++) {
            assertThat(attempt(batch))
                    .isEqualTo(new ImportResult.RetryLater("another attempt is at work", ImportResult.Cause.BATCH));
        }
        claim.close();

        assertThat(attempt(batch)).isInstanceOf(ImportResult.Finished.class);
        assertThat(entities.of(account)).hasSize(1);
    }

    @Test
    void anOutageCountsAsOneFailureAtMost() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var pending = new PendingBatch(batch);
        for (int i = 0; i < 3 * ImportBatch.MAX_BEGUN; i++) {
            var unavailable = new ImportBatch(
                    account -> {
                        throw new SchemaServiceUnavailableException("down", null);
                    },
                    erased -> false,
                    files,
                    imports,
                    progress -> {},
                    LIMITS,
                    Clock.systemUTC());

            assertThat(unavailable.attempt(pending))
                    .isEqualTo(new ImportResult.RetryLater("down", ImportResult.Cause.DEPENDENCY));
        }
        assertThat(attempt(batch)).isInstanceOf(ImportResult.Finished.class);
        assertThat(entities.of(account)).hasSize(1);
    }

    /// Each deployment in an outage tries all batches that wait, in a process of its own.
    @Test
    void anOutageCountsAsNoFailureInHoweverManyProcesses() {
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        for (int i = 0; i < 2 * ImportBatch.MAX_BEGUN; i++) {
            var unavailable = new ImportBatch(
                    account -> {
                        throw new SchemaServiceUnavailableException("down", null);
                    },
                    erased -> false,
                    files,
                    imports,
                    progress -> {},
                    LIMITS,
                    Clock.systemUTC());

            assertThat(unavailable.attempt(new PendingBatch(batch))).isInstanceOf(ImportResult.RetryLater.class);
        }

        assertThat(attempt(batch)).isInstanceOf(ImportResult.Finished.class);
        assertThat(entities.of(account)).hasSize(1);
    }

    /// The account is erased while its file is read.
    @Test
    void readsABatchAgainWhoseSourcesWereRemoved() {
        attempt(batches.ofLines(line("event", "upsert", "{}")));
        var batch = batches.ofLines(line("event", "upsert", "{}"));
        var erasing = new ImportBatch(
                sources,
                erased -> false,
                files,
                imports,
                read -> entities.rows("""
                        with sets as (delete from entity_set where accuid = '%s' returning set_id)
                        delete from entity using sets where entity.set_id = sets.set_id returning 1
                        """.formatted(account)),
                new ImportLimits(
                        BatchLimits.DEFAULTS, KeyMemory.DEFAULTS, 1_000, Duration.ZERO, Duration.ofMinutes(1), 1 << 20),
                Clock.systemUTC());

        assertThat(erasing.attempt(new PendingBatch(batch)))
                .isEqualTo(new ImportResult.RetryLater(
                        "the sources of the batch were removed while it was read; it is read again",
                        ImportResult.Cause.BATCH));
        assertThat(entities.rows("""
                        select 1 from entity where not exists
                            (select 1 from entity_set where entity_set.set_id = entity.set_id)
                        """)).isEmpty();
        assertThat(attempt(batch)).isInstanceOf(ImportResult.Finished.class);
        assertThat(entities.of(account)).hasSize(1);
    }

    /// Batches that change the same sources in another order never wait for each other for ever.
    @Test
    void batchesOfTheSameSourcesTakeTurns() throws InterruptedException, ExecutionException {
        var imports = new ArrayList<Callable<ImportResult>>();
        for (int i = 0; i < 8; i++) {
            var lines = new ArrayList<>(List.of(
                    line("guest", "upsert", "{\"id\":\"1\",\"name\":\"A\",\"points\":%d}".formatted(i)),
                    line("pair", "upsert", "{\"shop\":\"s\",\"no\":%d}".formatted(i)),
                    line("event", "upsert", "{}")));
            var batch = batches.ofLines((i % 2 == 0 ? lines : lines.reversed()).toArray(String[]::new));
            imports.add(() -> attempt(batch));
        }

        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : instances.invokeAll(imports)) {
                assertThat(result.get()).isInstanceOf(ImportResult.Finished.class);
            }
        }

        assertThat(entities.of(account)).hasSize(1 + 8 + 8);
        assertThat(entities.rows("select count(distinct updated_at) from entity where line = 2 and batch_ref in"
                        + " (select batch_ref from batch_outcome where accuid = '%s')".formatted(account)))
                .isEqualTo(List.of(List.of("8")));
    }

    /// A connection of the pool that the database has ended fails once.
    private void attemptUntilFinished(BatchReceived batch) {
        var pending = new PendingBatch(batch);
        var importBatch = importBatch(new Steps(Integer.MAX_VALUE, Interruption.DEATH_BEFORE));
        for (int i = 0; i < 20; i++) {
            if (!(importBatch.attempt(pending) instanceof ImportResult.RetryLater)) {
                return;
            }
        }
    }

    private ImportResult attempt(BatchReceived batch) {
        return importBatch(new Steps(Integer.MAX_VALUE, Interruption.DEATH_BEFORE))
                .attempt(new PendingBatch(batch));
    }

    private ImportBatch importBatch(Steps steps) {
        return TestImports.of(
                steps.of(RecordSources.class, sources),
                steps.of(BatchFiles.class, files),
                steps.of(Imports.class, imports),
                LIMITS);
    }

    /// Counts the calls of the parts' methods, and interrupts one of them.
    private final class Steps {
        private final int last;
        private final Interruption interruption;
        private int count;

        Steps(int last, Interruption interruption) {
            this.last = last;
            this.interruption = interruption;
        }

        <T> T of(Class<T> type, T part) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, values) -> step(part, method, values)));
        }

        private Object step(Object part, Method method, Object[] values) throws Throwable {
            var isLast = count++ == last;
            // A process that dies gives its connections back to the database, not to this test's pool.
            var isClose = method.getName().equals("close");
            if (isLast && interruption == Interruption.DATABASE_ENDS_CONNECTIONS) {
                entities.rows("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """);
            }
            if (isLast && interruption == Interruption.DEATH_BEFORE && !isClose) {
                throw new Death();
            }
            var result = invoke(part, method, values);
            if (isLast && interruption != Interruption.DATABASE_ENDS_CONNECTIONS) {
                if (result instanceof Stage stage) {
                    stage.close();
                }
                if (result instanceof Optional<?> claimed && claimed.orElse(null) instanceof Imports.Claim claim) {
                    claim.close();
                }
                throw new Death();
            }
            return switch (result) {
                case Stage stage -> of(Stage.class, stage);
                case Optional<?> claimed
                when claimed.orElse(null) instanceof Imports.Claim claim -> Optional.of(of(Imports.Claim.class, claim));
                case null, default -> result;
            };
        }

        private static Object invoke(Object part, Method method, Object[] values) throws Throwable {
            try {
                return method.invoke(part, values);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }
    }
}
