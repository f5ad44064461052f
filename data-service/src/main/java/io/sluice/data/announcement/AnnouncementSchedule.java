package io.sluice.data.announcement;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Announces days after each commit, and every second those of instances that died before they could.
@ApplicationScoped
public class AnnouncementSchedule {
    private static final Log LOG = Log.of(AnnouncementSchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String DAYS = "days";

    private final PublishReplacedDays publishReplacedDays;
    private final Outages outages = new Outages(LOG);
    private final WokenThread thread;

    AnnouncementSchedule(PublishReplacedDays publishReplacedDays) {
        this.publishReplacedDays = publishReplacedDays;
        this.thread = new WokenThread("replaced-days", SWEEP, this::publish);
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

    private void publish() {
        try {
            var published = publishReplacedDays.all();
            outages.over(DAYS, "changes of days are announced again", field("events", published));
        } catch (RuntimeException failed) {
            outages.report(DAYS, "changes of days cannot be announced, retried every second", cause(failed));
        }
    }
}
