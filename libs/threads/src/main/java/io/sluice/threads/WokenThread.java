package io.sluice.threads;

import io.sluice.threads.SupervisedThread.Work;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A thread that works whenever it is woken, and once in each interval for what nobody spoke of: what another
/// instance left behind, or a dependency did not take.
///
/// Many calls of [#wake()] while it works lead to one run more. It may be woken before it is started.
/// Thread-safe.
public final class WokenThread implements AutoCloseable {
    private final String name;
    private final Duration interval;
    private final Work work;
    private final Semaphore woken = new Semaphore(0);
    private volatile @Nullable SupervisedThread thread;

    /// @param name for the log and for readiness, e.g. `plain-copies`
    /// @param work is done from its beginning each time; what it throws is treated as [SupervisedThread] says
    public WokenThread(String name, Duration interval, Work work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
    }

    /// Begins with a first run.
    public void start() {
        start(Duration.ZERO);
    }

    /// The first run comes after that pause, unless it is woken before.
    public void start(Duration pause) {
        thread = SupervisedThread.start(name, () -> {
            await(pause);
            run();
        });
    }

    public void wake() {
        woken.release();
    }

    /// Interrupts the work. Without a start it does nothing.
    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }

    /// Interrupts the work and waits until it has ended.
    ///
    /// @return whether it has ended, or was never started
    public boolean close(Duration timeout) throws InterruptedException {
        var started = thread;
        if (started == null) {
            return true;
        }
        started.close(timeout);
        return !started.isRunning();
    }

    private void run() throws Exception {
        while (true) {
            work.run();
            await(interval);
        }
    }

    private void await(Duration pause) throws InterruptedException {
        var _ = woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
    }
}
