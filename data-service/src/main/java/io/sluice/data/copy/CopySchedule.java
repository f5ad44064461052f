package io.sluice.data.copy;

import static io.sluice.events.log.LogFields.cause;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Makes plain copies after each commit, and every second those of instances that died before they could.
@ApplicationScoped
public class CopySchedule {
    private static final Log LOG = Log.of(CopySchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String COPIES = "copies";

    private final CopyDays copyDays;
    private final Outages outages = new Outages(LOG);
    private final WokenThread thread;

    CopySchedule(CopyDays copyDays) {
        this.copyDays = copyDays;
        this.thread = new WokenThread("plain-copies", SWEEP, this::copy);
    }

    /// A change of a day was committed.
    public void committed() {
        thread.wake();
    }

    void start(@Observes TablesMigrated tables) {
        thread.start();
    }

    @Shutdown
    void stop() {
        thread.close();
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
