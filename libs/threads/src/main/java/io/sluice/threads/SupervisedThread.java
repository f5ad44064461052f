package io.sluice.threads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A thread that cannot die unnoticed.
///
/// | its work | then |
/// |---|---|
/// | throws, an `OutOfMemoryError` included | the failure is logged, and the work begins again after a pause |
/// | returns | the thread has ended |
/// | is asked to stop | it is interrupted, and the thread ends |
///
/// The pause is a second, and twice as long after each failure that follows soon, up to 30 s. [#paused()]
/// names the threads that wait for their next try, for the readiness of the process.
public final class SupervisedThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SupervisedThread.class.getName());
    private static final Set<SupervisedThread> PAUSED = ConcurrentHashMap.newKeySet();
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /// Work that went on for this long has recovered.
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private final String name;
    private final Work work;
    private final Duration firstPause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private SupervisedThread(String name, Work work, Duration firstPause) {
        this.name = name;
        this.work = work;
        this.firstPause = firstPause;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::supervise);
    }

    /// Starts the thread.
    ///
    /// @param name for the log and for readiness, e.g. `account-facts`
    public static SupervisedThread start(String name, Work work) {
        return start(name, work, Duration.ofSeconds(1));
    }

    static SupervisedThread start(String name, Work work, Duration firstPause) {
        var supervised = new SupervisedThread(name, work, firstPause);
        supervised.thread.start();
        return supervised;
    }

    /// The threads of this process that failed and wait for their next try, by name.
    public static List<String> paused() {
        return PAUSED.stream().map(thread -> thread.name).sorted().toList();
    }

    /// What the thread does. It goes on until it is interrupted, or returns when nothing is left to be done.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Whether the work is being done now.
    public boolean isRunning() {
        return thread.isAlive() && !PAUSED.contains(this);
    }

    public boolean isStopping() {
        return stopped.getCount() == 0;
    }

    /// Asks the work to end.
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
    }

    /// Asks the work to end, and waits for it.
    public void close(Duration timeout) throws InterruptedException {
        close();
        thread.join(timeout);
    }

    /// Lets the work end by itself, which its caller has asked it to; interrupts it after the timeout.
    public void finish(Duration timeout) throws InterruptedException {
        stopped.countDown();
        thread.join(timeout);
        thread.interrupt();
    }

    private void supervise() {
        var pause = firstPause;
        while (!isStopping()) {
            var started = System.nanoTime();
            var failure = failure();
            if (failure.isEmpty() || isStopping()) {
                return;
            }
            if (System.nanoTime() - started >= RECOVERED.toNanos()) {
                pause = firstPause;
            }
            PAUSED.add(this);
            report(failure.get(), pause);
            waitFor(pause);
            PAUSED.remove(this);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /// Whatever ends the work ends one run of it, not the thread.
    private Optional<Throwable> failure() {
        try {
            work.run();
            return Optional.empty();
        } catch (Exception | Error failure) {
            return Optional.of(failure);
        }
    }

    /// Memory may be short, so the report itself may fail.
    private void report(Throwable failure, Duration pause) {
        try {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "thread " + name + " failed, it begins again in " + pause.toMillis() + " ms",
                    failure);
        } catch (RuntimeException | Error unreported) {
            failure.addSuppressed(unreported);
        }
    }

    private void waitFor(Duration pause) {
        var interrupted = Thread.interrupted();
        try {
            var _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        if (interrupted && isStopping()) {
            thread.interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
