package io.sluice.data.announcement;

import io.sluice.contracts.event.Topics;
import io.sluice.database.TableSchedule;
import io.sluice.database.outbox.Outbox;
import io.sluice.events.EventPublisher;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Announces days after each commit, and every second those of instances that died before they could.
@Singleton
public class AnnouncementSchedule extends TableSchedule {
    AnnouncementSchedule(Pool pool, EventPublisher events) {
        super(
                "replaced-days",
                Duration.ofSeconds(1),
                new Outbox<>(
                        pool,
                        new UnannouncedDayStore(),
                        (key, change) -> events.publish(Topics.DATA_SET_REPLACED, key, change))::publishAll);
    }
}
