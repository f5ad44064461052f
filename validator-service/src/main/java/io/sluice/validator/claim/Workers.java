package io.sluice.validator.claim;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.events.RetryPolicy;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.objects.report.CheckFailure;
import io.sluice.threads.SupervisedThread;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.job.AttemptResult;
import io.sluice.validator.job.UploadJob;
import io.sluice.validator.job.ValidateUpload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The threads that validate claimed files. What follows a stored outcome is done beside them
/// ([Conclusions]).
///
/// | result of an attempt | the claim |
/// |---|---|
/// | stored | waits for what follows |
/// | done | is acknowledged |
/// | failure | is postponed |
/// | outcome that Kafka never takes | becomes a dead letter |
final class Workers {
    private static final Log LOG = Log.of(Workers.class);
    /// All files wait for the same dependencies, so an outage is one line for all of them.
    private static final String DEPENDENCIES = "dependencies";
    /// While a dependency is unavailable, a worker pauses after each attempt, however many files wait. An
    /// attempt beside it that failed counts, too.
    private static final RetryPolicy DEPENDENCY_PAUSES = new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final WorkQueue<ClaimedWork> queue;
    private final ValidateUpload validate;
    private final JobMetrics metrics;
    private final List<SupervisedThread> threads = new ArrayList<>();
    private final Outages outages = new Outages(LOG);
    private final AtomicInteger busy = new AtomicInteger();
    private final Conclusions conclusions = new Conclusions();
    /// Attempts in a row that failed, because a dependency is unavailable.
    private final AtomicInteger unavailable = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Workers(WorkQueue<ClaimedWork> queue, ValidateUpload validate, JobMetrics metrics) {
        this.queue = queue;
        this.validate = validate;
        this.metrics = metrics;
    }

    void start(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(SupervisedThread.start("validation-" + i, this::run));
        }
    }

    /// Interrupts the attempts in progress; their claims are delivered again after the next start.
    ///
    /// @param timeout the longest wait for each thread
    void stop(Duration timeout) throws InterruptedException {
        stopped.countDown();
        threads.forEach(SupervisedThread::close);
        conclusions.stop(timeout);
        for (var thread : threads) {
            thread.close(timeout);
        }
    }

    boolean allAlive() {
        return !threads.isEmpty() && threads.stream().allMatch(SupervisedThread::isRunning);
    }

    int busy() {
        return busy.get();
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                var task = queue.take();
                busy.incrementAndGet();
                work(task);
                busy.decrementAndGet();
                var failures = unavailable.get();
                if (failures > 0
                        && stopped.await(DEPENDENCY_PAUSES.delayAfter(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            LOG.debug("worker ends because the service stops");
        }
    }

    private void work(Task<ClaimedWork> task) {
        var job = task.work().job();
        var result = attempt(job, () -> validate.check(job));
        if (!(result instanceof AttemptResult.Stored stored)) {
            end(task, result);
        } else if (!conclusions.isTaken(() -> conclude(task, stored))) {
            conclude(task, stored);
        }
    }

    private void conclude(Task<ClaimedWork> task, AttemptResult.Stored stored) {
        var job = task.work().job();
        end(task, attempt(job, () -> validate.conclude(job, stored)));
    }

    private AttemptResult attempt(UploadJob job, Supplier<AttemptResult> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException | Error unexpected) {
            LOG.error(unexpected, "validation failed unexpectedly", job(job.ref()));
            return validate.unexpectedFailure(job, unexpected);
        }
    }

    private void end(Task<ClaimedWork> task, AttemptResult result) {
        if (stopped.getCount() == 0) {
            return;
        }
        if (isDependencyFailure(result)) {
            unavailable.incrementAndGet();
        } else {
            unavailable.set(0);
        }
        settle(task, result);
    }

    /// The queue first: whatever fails after it, the next file of the lane gets its turn.
    private void settle(Task<ClaimedWork> task, AttemptResult result) {
        var job = task.work().job().ref();
        switch (result) {
            case AttemptResult.Stored _ ->
                throw new IllegalStateException("a stored outcome is concluded before its claim is settled");
            case AttemptResult.Done done -> {
                queue.finished(task);
                metrics.record(done);
                task.work().delivery().acknowledge();
                outages.over(DEPENDENCIES, "files are validated again");
                outages.over(job.jobId().value(), "a postponed file was validated", job(job));
                LOG.info(
                        "file validated",
                        field("outcome", done.outcome().outcome()),
                        field("origin", done.origin()),
                        job(job),
                        field("rows", done.outcome().rows()),
                        field("errors", done.outcome().errorCount()));
                if (CheckFailure.isOutcome(done.outcome())) {
                    LOG.error(
                            "a file could not be checked and its job failed; find the cause in the log and replay the"
                                    + " job",
                            job(job),
                            field(
                                    "cause",
                                    done.outcome().firstErrors().getFirst().message()));
                }
            }
            case AttemptResult.Unpublishable(var reason) -> {
                queue.finished(task);
                task.work().delivery().deadLetter(reason);
                LOG.error(
                        "the outcome of a file cannot be published, its claim becomes a dead letter",
                        job(job),
                        field("cause", reason));
            }
            case AttemptResult.RetryLater later -> {
                queue.postpone(task, later.delay());
                report(job, later);
            }
        }
    }

    private void report(JobRef job, AttemptResult.RetryLater later) {
        switch (later.cause()) {
            case DEPENDENCY ->
                outages.report(
                        DEPENDENCIES,
                        "files wait for a dependency and are tried again until it works",
                        job(job),
                        field("cause", later.reason()));
            case FILE ->
                outages.report(
                        job.jobId().value(), "file postponed, tried again", job(job), field("cause", later.reason()));
        }
    }

    private static boolean isDependencyFailure(AttemptResult result) {
        return result instanceof AttemptResult.RetryLater(var reason, var cause, var delay)
                && cause == AttemptResult.Cause.DEPENDENCY;
    }
}
