package io.sluice.database;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.ShutdownEvent;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.SupervisedThread.Work;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Work with the tables of a service, in a thread of its own: from the time at which they are there, whenever
/// it is woken, and once in each interval. A run that fails is logged once; the next one tries again.
///
/// A subclass is a `@Singleton` and says what the work is, which ends soon after its thread is interrupted.
/// The stop of the service interrupts it.
public abstract class TableSchedule {
    private static final Log LOG = Log.of(TableSchedule.class);

    private final Outages outages = new Outages(LOG);
    private final String name;
    private final Work work;
    private final Duration first;
    private final WokenThread thread;
    private volatile long lastSuccess = System.nanoTime();

    /// @param name of the thread, for the log and for readiness, e.g. `plain-copies`
    protected TableSchedule(String name, Duration interval, Work work) {
        this(name, Duration.ZERO, interval, work);
    }

    /// @param first the time until the first run
    protected TableSchedule(String name, Duration first, Duration interval, Work work) {
        this.name = name;
        this.first = first;
        this.work = work;
        this.thread = new WokenThread(name, interval, this::run);
    }

    /// There is something to do.
    public final void wake() {
        thread.wake();
    }

    /// Since a run succeeded. One that hangs makes it grow.
    protected final Duration sinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    /// How long the stop of the service waits until the interrupted work has ended.
    protected Duration longestEnd() {
        return Duration.ZERO;
    }

    public final void begin(@Observes TablesMigrated tables) {
        thread.start(first);
    }

    public final void end(@Observes ShutdownEvent stop) throws InterruptedException {
        if (!thread.close(longestEnd()) && longestEnd().isPositive()) {
            LOG.warn(
                    "the service stops in the middle of repeated work, another instance or the next start goes on",
                    field("work", name),
                    field("waitedSeconds", longestEnd().toSeconds()));
        }
    }

    private void run() throws InterruptedException {
        try {
            work.run();
            lastSuccess = System.nanoTime();
            outages.over(name, "repeated work succeeds again", field("work", name));
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            if (Thread.currentThread().isInterrupted()) {
                // The stop of the service ended a wait.
                throw new InterruptedException();
            }
            outages.report(
                    name, "repeated work fails, tried again until it succeeds", field("work", name), cause(failure));
        }
    }
}
