package io.sluice.data.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.batch.BatchFiles;
import io.sluice.data.batch.ImportBatch;
import io.sluice.data.batch.ImportLimits;
import io.sluice.data.batch.ImportResult;
import io.sluice.data.batch.Imports;
import io.sluice.data.batch.PendingBatch;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.events.RetryPolicy;
import io.sluice.events.delivery.Delivery;
import io.sluice.fixtures.LoggedLines;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.TaskSize;
import io.sluice.threads.queue.WorkQueue;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportWorkersTest {
    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final WorkQueue<BatchWork> queue = new WorkQueue<>(1, 1, now::get);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ImportWorkers workers = new ImportWorkers(
            queue,
            unusedImport(),
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10)),
            new RetryPolicy(FIRST, LONGEST),
            new ImportMetrics(meters, queue),
            () -> {});

    /// It fills the database, or no other begins while it waits to be imported alone.
    @ParameterizedTest
    @EnumSource(names = {"DATABASE_FULL", "ALONE"})
    void aBatchThatHindersOthersWaitsLongerAndLongerWhileTheyPassBy(ImportResult.Cause why) {
        var large = task("big");
        var next = task("big");
        var ofAnother = task("other");
        queue.add(large);
        queue.add(next);
        queue.add(ofAnother);

        workers.settle(queue.poll().orElseThrow(), retryLater(why));

        assertThat(queue.poll().map(Task::work)).contains(ofAnother.work());
        assertThat(queue.poll().map(Task::work)).contains(next.work());
        queue.finished(next);
        queue.finished(ofAnother);
        for (var pause = FIRST; pause.compareTo(LONGEST) < 0; pause = pause.multipliedBy(2)) {
            assertWaitsFor(pause, large, why);
        }
        for (int hour = 0; hour < 3; hour++) {
            assertWaitsFor(LONGEST, large, why);
        }
    }

    @Test
    void tellsTheOperatorWhichBatchFillsTheDatabase() {
        queue.add(task("big"));
        try (var logged = new LoggedLines()) {
            workers.settle(queue.poll().orElseThrow(), retryLater(ImportResult.Cause.DATABASE_FULL));

            assertThat(logged.of(ImportWorkers.class.getName()))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARN a batch finds no room on the disk of the database, and is tried again later and later")
                    .contains("11111111-1111-4111-8111-111111111111", "No space left on device");
        }
        assertThat(meters.counter("sluice.import.database.full").count()).isOne();
    }

    private void assertWaitsFor(Duration pause, Task<BatchWork> task, ImportResult.Cause why) {
        now.addAndGet(pause.toNanos() - 1);
        assertThat(queue.poll()).isEmpty();
        now.incrementAndGet();
        var again = queue.poll().orElseThrow();
        assertThat(again.work()).isEqualTo(task.work());
        workers.settle(again, retryLater(why));
    }

    private static ImportResult retryLater(ImportResult.Cause why) {
        return new ImportResult.RetryLater("the database cannot stage a record: No space left on device", why);
    }

    private static Task<BatchWork> task(String account) {
        var batch = new BatchReceived(
                new BatchRef(
                        account.equals("big")
                                ? "11111111-1111-4111-8111-111111111111"
                                : UUID.randomUUID().toString()),
                new AccountId(account),
                1,
                new Md5("40d9a12f0a3c93c8ed66a3b6f3735790"),
                "batches/1.gz",
                Instant.EPOCH);
        return new Task<>(
                account,
                account + "/SMALL",
                TaskSize.SMALL,
                new BatchWork(new PendingBatch(batch), unused(Delivery.class)));
    }

    private static ImportBatch unusedImport() {
        return new ImportBatch(
                unused(RecordSources.class),
                erased -> false,
                unused(BatchFiles.class),
                unused(Imports.class),
                progress -> {},
                new ImportLimits(
                        BatchLimits.DEFAULTS, KeyMemory.DEFAULTS, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 16),
                Clock.systemUTC());
    }

    /// Nothing asks it: these tests make no attempt.
    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("hashCode") ? (Object) 1 : false;
            }
            throw new IllegalStateException("not expected: " + method);
        }));
    }
}
