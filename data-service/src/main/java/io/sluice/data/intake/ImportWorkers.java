package io.sluice.data.intake;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.data.batch.ImportBatch;
import io.sluice.data.batch.ImportResult;
import io.sluice.events.RetryPolicy;
import io.sluice.events.delivery.QueueWorkers;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.WorkQueue;

/// The threads that import batches.
///
/// | result of an attempt | the batch |
/// |---|---|
/// | it has its outcome | is acknowledged |
/// | a dependency is unavailable, or others have its sources | is postponed, and stays first in its lane |
/// | unexpected failure, or it fills a disk, or the database fails with much of it, or only another version
/// can import it | is postponed for longer |
///
/// Others of the account pass by one that is postponed for longer.
final class ImportWorkers extends QueueWorkers<BatchWork, ImportResult> {
    private static final Log LOG = Log.of(ImportWorkers.class);
    /// All batches wait for the same dependencies, so an outage is one line for all of them.
    private static final String DEPENDENCIES = "dependencies";

    private final WorkQueue<BatchWork> queue;
    private final ImportBatch importBatch;
    private final RetryPolicy retries;
    private final RetryPolicy failureRetries;
    private final ImportMetrics metrics;
    private final Runnable committed;
    private final Outages outages = new Outages(LOG);

    /// @param failureRetries after attempts that only time can help
    /// @param committed runs after each new outcome
    ImportWorkers(
            WorkQueue<BatchWork> queue,
            ImportBatch importBatch,
            RetryPolicy retries,
            RetryPolicy failureRetries,
            ImportMetrics metrics,
            Runnable committed) {
        super("import", queue);
        this.queue = queue;
        this.importBatch = importBatch;
        this.retries = retries;
        this.failureRetries = failureRetries;
        this.metrics = metrics;
        this.committed = committed;
    }

    /// It counts as one that failed unless that is noted.
    @Override
    protected void interrupted(BatchWork work) {
        try {
            importBatch.interrupted(work.pending());
        } catch (RuntimeException unavailable) {
            LOG.debug("a batch that was interrupted counts as one that failed", cause(unavailable));
        }
    }

    @Override
    protected ImportResult attempt(BatchWork work) {
        var pending = work.pending();
        try {
            return importBatch.attempt(pending);
        } catch (RuntimeException | Error unexpected) {
            if (isStopping()) {
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
    @Override
    protected void settle(Task<BatchWork> task, ImportResult result) {
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
                    case DATABASE_FULL -> {
                        postponeForLong(task, work.pending().countDatabaseFailure());
                        metrics.foundDatabaseFull();
                        LOG.warn(
                                "a batch finds no room on the disk of the database, and is tried again later and later",
                                batch,
                                account,
                                field("cause", reason));
                    }
                    case DATABASE_LOST -> {
                        postponeForLong(task, work.pending().countDatabaseFailure());
                        LOG.warn(
                                "the database failed amid a large batch, which is tried again later and later",
                                batch,
                                account,
                                field("cause", reason));
                    }
                    case VERSION, ALONE -> postponeForLong(task, work.pending().countPostponement());
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

    @Override
    protected boolean isDependencyFailure(ImportResult result) {
        return result instanceof ImportResult.RetryLater(var _, var why)
                && (why == ImportResult.Cause.DEPENDENCY || why == ImportResult.Cause.DATABASE_LOST);
    }
}
