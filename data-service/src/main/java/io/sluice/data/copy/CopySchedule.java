package io.sluice.data.copy;

import static io.sluice.events.log.LogFields.cause;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes plain copies after each commit, and every second those of instances that died before they could.
@ApplicationScoped
public class CopySchedule {
    private static final Log LOG = Log.of(CopySchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String COPIES = "copies";

    private final CopyDays copyDays;
    private final Semaphore committed = new Semaphore(0);
    private final Outages outages = new Outages(LOG);
    private volatile @Nullable SupervisedThread thread;

    CopySchedule(CopyDays copyDays) {
        this.copyDays = copyDays;
    }

    /// A change of a day was committed.
    public void committed() {
        committed.release();
    }

    void start(@Observes TablesMigrated tables) {
        thread = SupervisedThread.start("plain-copies", this::run);
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            copy();
            var _ = committed.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
        }
    }

    private void copy() {
        try {
            copyDays.all(Thread.currentThread()::isInterrupted);
            outages.over(COPIES, "plain copies are made again");
        } catch (RuntimeException failed) {
            outages.report(COPIES, "plain copies cannot be made, retried every second", cause(failed));
        }
    }
}
