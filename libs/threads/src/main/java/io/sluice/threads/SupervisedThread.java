package io.sluice.threads;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

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
    private static final Set<SupervisedThread> LIVE = ConcurrentHashMap.newKeySet();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();
    /// Work that went on for this long has recovered.
    private static final long RECOVERED = Duration.ofMinutes(1).toNanos();

    private final String name;
    private final Work work;
    private final long firstPause;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean paused;

    private SupervisedThread(String name, Work work, Duration firstPause) {
        this.name = name;
        this.work = work;
        this.firstPause = firstPause.toNanos();
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
        LIVE.add(supervised);
        try {
            supervised.thread.start();
        } catch (RuntimeException | Error noThreadIsLeft) {
            LIVE.remove(supervised);
            throw noThreadIsLeft;
        }
        return supervised;
    }

    /// The threads of this process that failed and wait for their next try, by name.
    public static List<String> paused() {
        return LIVE.stream()
                .filter(thread -> thread.paused)
                .map(thread -> thread.name)
                .sorted()
                .toList();
    }

    /// What the thread does. It goes on until it is interrupted, or returns when nothing is left to be done.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Whether the work is being done now.
    public boolean isRunning() {
        return thread.isAlive() && !paused;
    }

    public boolean isStopping() {
        return stopping;
    }

    /// Asks the work to end.
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }

    /// Asks the work to end, and waits for it.
    public void close(Duration timeout) throws InterruptedException {
        close();
        thread.join(timeout);
    }

    /// Waits until the work has ended by itself, or the timeout is over.
    public void await(Duration timeout) throws InterruptedException {
        thread.join(timeout);
    }

    /// Lets the work end by itself, which its caller has asked it to; interrupts it after the timeout.
    public void finish(Duration timeout) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join(timeout);
        thread.interrupt();
    }

    private void supervise() {
        try {
            // The first pause of a class takes memory, which may be missing later.
            waitFor(1);
            var over = false;
            while (!over) {
                over = isOver();
            }
        } finally {
            LIVE.remove(this);
        }
    }

    /// While the heap is full, the JVM may throw at any place, even between a failure and the next run.
    ///
    /// @return false when that happened and the work must begin again
    private boolean isOver() {
        try {
            runAgainAndAgain();
            return true;
        } catch (RuntimeException | Error heapIsFull) {
            return false;
        }
    }

    /// Between a failure and the next run nothing allocates unguarded, so that pauses are kept if possible.
    private void runAgainAndAgain() {
        var pause = firstPause;
        while (!stopping) {
            paused = false;
            var started = System.nanoTime();
            var failure = failure();
            if (failure == null || stopping) {
                return;
            }
            if (System.nanoTime() - started >= RECOVERED) {
                pause = firstPause;
            }
            paused = true;
            var reported = isReported(failure, pause);
            waitFor(pause);
            if (!reported) {
                isReported(failure, pause);
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    /// Whatever ends the work ends one run of it, not the thread.
    ///
    /// @return null when nothing is left to be done
    private @Nullable Throwable failure() {
        try {
            work.run();
            return null;
        } catch (Exception | Error failure) {
            return failure;
        }
    }

    /// Memory may be short, so the report itself may fail.
    private boolean isReported(Throwable failure, long pause) {
        try {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "thread " + name + " failed, it begins again in " + TimeUnit.NANOSECONDS.toMillis(pause) + " ms",
                    failure);
            return true;
        } catch (RuntimeException | Error unreported) {
            return false;
        }
    }

    private void waitFor(long pause) {
        var end = System.nanoTime() + pause;
        for (var left = pause; left > 0 && !stopping; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            // An interruption would end each further wait at once.
            Thread.interrupted();
        }
    }
}
