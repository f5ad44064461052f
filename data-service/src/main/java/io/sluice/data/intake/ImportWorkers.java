package io.sluice.data.intake;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.data.batch.ImportBatch;
import io.sluice.data.batch.ImportResult;
import io.sluice.data.batch.PendingBatch;
import io.sluice.events.RetryPolicy;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.SupervisedThread;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The threads that import batches.
///
/// | result of an attempt | the batch |
/// |---|---|
/// | it has its outcome | is acknowledged |
/// | a dependency is unavailable, or others have its sources | is postponed, and stays first in its lane |
/// | unexpected failure, or it fills the disk, or only another version can import it | is postponed for longer |
///
/// Others of the account pass by one that is postponed for longer.
final class ImportWorkers {
    private static final Log LOG = Log.of(ImportWorkers.class);
    /// All batches wait for the same dependencies, so an outage is one line for all of them.
    private static final String DEPENDENCIES = "dependencies";
    /// While a dependency is unavailable, a worker pauses after each attempt, however many batches wait.
    private static final RetryPolicy DEPENDENCY_PAUSES = new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final WorkQueue<BatchWork> queue;
    private final ImportBatch importBatch;
    private final RetryPolicy retries;
    private final RetryPolicy failureRetries;
    private final ImportMetrics metrics;
    private final Runnable committed;
    private final List<SupervisedThread> threads = new ArrayList<>();
    private final Outages outages = new Outages(LOG);
    private final Set<PendingBatch> inWork = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /// @param failureRetries after attempts that only time can help
    /// @param committed runs after each new outcome
    ImportWorkers(
            WorkQueue<BatchWork> queue,
            ImportBatch importBatch,
            RetryPolicy retries,
            RetryPolicy failureRetries,
            ImportMetrics metrics,
            Runnable committed) {
        this.queue = queue;
        this.importBatch = importBatch;
        this.retries = retries;
        this.failureRetries = failureRetries;
        this.metrics = metrics;
        this.committed = committed;
    }

    void start(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(SupervisedThread.start("import-" + i, this::run));
        }
    }

    /// Interrupts the attempts in progress; their batches are delivered again after the next start.
    ///
    /// @param timeout the longest wait for each thread
    void stop(Duration timeout) throws InterruptedException {
        stopped.countDown();
        threads.forEach(SupervisedThread::close);
        for (var thread : threads) {
            thread.close(timeout);
        }
        inWork.forEach(this::interrupted);
    }

    private void interrupted(PendingBatch pending) {
        try {
            importBatch.interrupted(pending);
        } catch (RuntimeException unavailable) {
            LOG.debug("a batch that was interrupted counts as one that failed", cause(unavailable));
        }
    }

    boolean allAlive() {
        return !threads.isEmpty() && threads.stream().allMatch(SupervisedThread::isRunning);
    }

    int busy() {
        return inWork.size();
    }

    private void run() {
        var failures = 0;
        try {
            while (stopped.getCount() > 0) {
                var task = queue.take();
                var pending = task.work().pending();
                inWork.add(pending);
                var result = attempt(pending);
                if (stopped.getCount() == 0) {
                    return;
                }
                inWork.remove(pending);
                settle(task, result);
                failures = isDependencyFailure(result) ? failures + 1 : 0;
                if (failures > 0
                        && stopped.await(DEPENDENCY_PAUSES.delayAfter(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            LOG.debug("worker ends because the service stops");
        }
    }

    private ImportResult attempt(PendingBatch pending) {
        try {
            return importBatch.attempt(pending);
        } catch (RuntimeException | Error unexpected) {
            if (stopped.getCount() == 0) {
                // The stop interrupted it. Its note is taken back.
                return new ImportResult.RetryLater("the service stops", ImportResult.Cause.BATCH);
            }
            LOG.error(
                    unexpected,
                    "a batch failed unexpectedly",
                    account(pending.batch().accountId()),
                    field("batch", pending.batch().batchRef()));
            return new ImportResult.RetryLater(unexpected.toString(), ImportResult.Cause.FAILURE);
        }
    }

    /// The queue first: whatever fails after it, the next batch of the lane gets its turn.
    private void settle(Task<BatchWork> task, ImportResult result) {
        var work = task.work();
        var batch = field("batch", work.pending().batch().batchRef());
        var account = account(work.pending().batch().accountId());
        switch (result) {
            case ImportResult.Finished(var event, var times) -> {
                queue.finished(task);
                committed.run();
                metrics.record(event, times);
                work.delivery().acknowledge();
                outages.over(DEPENDENCIES, "batches are imported again");
                LOG.info(
                        "batch imported",
                        batch,
                        account,
                        field("outcome", event.outcome()),
                        field("records", event.totalCount()),
                        field("failed", event.failedCount()));
            }
            case ImportResult.FinishedBefore _ -> {
                queue.finished(task);
                work.delivery().acknowledge();
            }
            case ImportResult.RetryLater(var reason, var why) -> {
                switch (why) {
                    case BATCH -> postpone(task);
                    case DEPENDENCY -> {
                        postpone(task);
                        outages.report(
                                DEPENDENCIES,
                                "batches wait for a dependency and are tried again until it works",
                                batch,
                                account,
                                field("cause", reason));
                    }
                    case NO_ROOM -> {
                        postponeForLong(task, work.pending().failedUnexpectedly());
                        metrics.foundNoRoom();
                        LOG.warn(
                                "a batch finds no room for its temporary files",
                                batch,
                                account,
                                field("cause", reason));
                    }
                    case VERSION -> postponeForLong(task, work.pending().countPostponement());
                    case FAILURE -> postponeForLong(task, work.pending().failedUnexpectedly());
                }
            }
        }
    }

    /// In a lane of its own: the others of the account pass by.
    private void postponeForLong(Task<BatchWork> task, int attempt) {
        var batch = task.work().pending().batch();
        queue.postpone(task, task.account() + "/later/" + batch.batchRef(), failureRetries.delayAfter(attempt));
    }

    private void postpone(Task<BatchWork> task) {
        queue.postpone(task, retries.delayAfter(task.work().pending().countPostponement()));
    }

    private static boolean isDependencyFailure(ImportResult result) {
        return result instanceof ImportResult.RetryLater(var _, var why) && why == ImportResult.Cause.DEPENDENCY;
    }
}
