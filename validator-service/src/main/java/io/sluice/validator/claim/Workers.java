package io.sluice.validator.claim;

import io.sluice.validator.job.Attempt;
import io.sluice.validator.job.Backoff;
import io.sluice.validator.job.ValidateUpload;
import io.sluice.validator.queue.Task;
import io.sluice.validator.queue.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The threads that take claims from the queue and see each through: acknowledged, put off, or to the dead
/// letters.
final class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    /// While something that all files need is away, a worker asks for it this seldom, however many files
    /// wait.
    private static final Backoff BREATHER = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final WorkQueue<ClaimedWork> queue;
    private final ValidateUpload validate;
    private final JobMetrics metrics;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Workers(WorkQueue<ClaimedWork> queue, ValidateUpload validate, JobMetrics metrics) {
        this.queue = queue;
        this.validate = validate;
        this.metrics = metrics;
    }

    void start(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform().name("validation-" + i).daemon().start(this::run));
        }
    }

    /// Abandons what is being worked on: the claims are delivered again after the next start.
    void stop(Duration patience) throws InterruptedException {
        stopped.countDown();
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join(patience);
        }
    }

    boolean allAlive() {
        return !threads.isEmpty() && threads.stream().allMatch(Thread::isAlive);
    }

    int busy() {
        return busy.get();
    }

    private void run() {
        var troubles = 0;
        try {
            while (stopped.getCount() > 0) {
                var task = queue.take();
                busy.incrementAndGet();
                var attempt = attempt(task);
                busy.decrementAndGet();
                if (stopped.getCount() == 0) {
                    return;
                }
                settle(task, attempt);
                troubles = isTrouble(attempt) ? troubles + 1 : 0;
                if (troubles > 0 && stopped.await(BREATHER.after(troubles).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            LOG.debugf(
                    "worker %s ends: the service stops", Thread.currentThread().getName());
        }
    }

    private Attempt attempt(Task<ClaimedWork> task) {
        var job = task.work().job();
        try {
            return validate.attempt(job);
        } catch (RuntimeException | Error unforeseen) {
            LOG.errorf(
                    unforeseen,
                    "validation failed unexpectedly jobId=%s",
                    job.ref().jobId());
            return validate.unforeseen(job, unforeseen);
        }
    }

    private void settle(Task<ClaimedWork> task, Attempt attempt) {
        var job = task.work().job().ref();
        switch (attempt) {
            case Attempt.Done done -> {
                LOG.infof(
                        "file validated outcome=%s history=%s accountId=%s sourceType=%s jobId=%s fileName=%s rows=%d errors=%d",
                        done.outcome().outcome(),
                        done.history(),
                        job.accountId(),
                        job.sourceType(),
                        job.jobId(),
                        job.fileName(),
                        done.outcome().rows(),
                        done.outcome().errorCount());
                metrics.record(done);
                queue.finished(task);
                task.work().delivery().acknowledge();
            }
            case Attempt.Later later -> {
                LOG.warnf(
                        "file put off, tried again in %s accountId=%s jobId=%s fileName=%s: %s",
                        later.delay(), job.accountId(), job.jobId(), job.fileName(), later.reason());
                queue.postpone(task, later.delay());
            }
            case Attempt.Hopeless(var reason) -> {
                LOG.errorf(
                        "claim goes to the dead letters accountId=%s jobId=%s fileName=%s: %s",
                        job.accountId(), job.jobId(), job.fileName(), reason);
                metrics.recordHopeless();
                queue.finished(task);
                task.work().delivery().deadLetter(reason);
            }
        }
    }

    private static boolean isTrouble(Attempt attempt) {
        return attempt instanceof Attempt.Later(var reason, var cause, var delay)
                && cause == Attempt.Cause.SURROUNDINGS;
    }
}
