package io.sluice.data.announcement;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

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

/// Announces days after each commit, and every second those of instances that died before they could.
@ApplicationScoped
public class AnnouncementSchedule {
    private static final Log LOG = Log.of(AnnouncementSchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String DAYS = "days";

    private final PublishReplacedDays publishReplacedDays;
    private final Semaphore committed = new Semaphore(0);
    private final Outages outages = new Outages(LOG);
    private volatile @Nullable SupervisedThread thread;

    AnnouncementSchedule(PublishReplacedDays publishReplacedDays) {
        this.publishReplacedDays = publishReplacedDays;
    }

    /// A change of a day was committed.
    public void committed() {
        committed.release();
    }

    void start(@Observes TablesMigrated tables) {
        thread = SupervisedThread.start("replaced-days", this::run);
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            publish();
            var _ = committed.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
        }
    }

    private void publish() {
        try {
            var published = publishReplacedDays.all();
            outages.over(DAYS, "changes of days are announced again", field("events", published));
        } catch (RuntimeException failed) {
            outages.report(DAYS, "changes of days cannot be announced, retried every second", cause(failed));
        }
    }
}
