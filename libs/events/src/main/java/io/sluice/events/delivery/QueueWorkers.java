package io.sluice.events.delivery;

import io.sluice.events.RetryPolicy;
import io.sluice.events.log.Log;
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
import java.util.concurrent.atomic.AtomicInteger;

/// Threads that take tasks from a queue. A subclass says what an attempt is and what follows from its result.
///
/// While a dependency is unavailable, a thread pauses after each attempt, however many tasks wait. An attempt
/// beside it that failed counts, too.
///
/// @param <W> the work of a task
/// @param <R> what became of an attempt
public abstract class QueueWorkers<W, R> {
    private static final Log LOG = Log.of(QueueWorkers.class);
    private static final RetryPolicy DEPENDENCY_PAUSES = new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final String name;
    private final WorkQueue<W> queue;
    private final List<SupervisedThread> threads = new ArrayList<>();
    private final Set<Task<W>> inWork = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /// Attempts in a row that failed because a dependency is unavailable.
    private final AtomicInteger unavailable = new AtomicInteger();

    /// @param name of the threads, to which their number is added
    protected QueueWorkers(String name, WorkQueue<W> queue) {
        this.name = name;
        this.queue = queue;
    }

    /// Makes one attempt. It throws nothing.
    protected abstract R attempt(W work);

    /// What follows an attempt. A subclass may do it on another thread, which calls [#end].
    protected void follow(Task<W> task, R result) {
        end(task, result);
    }

    /// Settles the task, unless the service stops.
    protected final void end(Task<W> task, R result) {
        if (isStopping()) {
            return;
        }
        if (isDependencyFailure(result)) {
            unavailable.incrementAndGet();
        } else {
            unavailable.set(0);
        }
        settle(task, result);
    }

    /// Ends the task, or postpones it.
    protected abstract void settle(Task<W> task, R result);

    /// Whether other tasks will fail for the same reason.
    protected abstract boolean isDependencyFailure(R result);

    /// The stop interrupted an attempt. Its record is delivered again after the next start.
    protected void interrupted(W work) {}

    public final void start(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(SupervisedThread.start(name + "-" + i, this::run));
        }
    }

    /// Interrupts the attempts in progress.
    ///
    /// @param timeout the longest wait for each thread
    public void stop(Duration timeout) throws InterruptedException {
        stopped.countDown();
        threads.forEach(SupervisedThread::close);
        for (var thread : threads) {
            thread.close(timeout);
        }
        inWork.forEach(task -> interrupted(task.work()));
    }

    protected final boolean isStopping() {
        return stopped.getCount() == 0;
    }

    public final boolean allAlive() {
        return !threads.isEmpty() && threads.stream().allMatch(SupervisedThread::isRunning);
    }

    public final int busy() {
        return inWork.size();
    }

    private void run() {
        try {
            while (!isStopping()) {
                var task = queue.take();
                inWork.add(task);
                var result = attempt(task.work());
                if (isStopping()) {
                    return;
                }
                inWork.remove(task);
                follow(task, result);
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
}
