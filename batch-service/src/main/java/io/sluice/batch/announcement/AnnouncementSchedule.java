package io.sluice.batch.announcement;

import io.sluice.contracts.event.Topics;
import io.sluice.database.TableSchedule;
import io.sluice.database.outbox.Outbox;
import io.sluice.events.EventPublisher;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Announces batches, and the traffic of accounts, after each stored batch, and every second what another
/// instance left or Kafka did not take.
@Singleton
class AnnouncementSchedule extends TableSchedule {
    AnnouncementSchedule(Pool pool, EventPublisher events, AnnouncementConfig config) {
        super("announcements", config.sweep(), publishing(pool, events));
    }

    void stored(@Observes BatchStored batch) {
        wake();
    }

    private static Work publishing(Pool pool, EventPublisher events) {
        var batches = new Outbox<>(
                pool, new UnannouncedBatchStore(), (key, batch) -> events.publish(Topics.BATCH_RECEIVED, key, batch));
        var traffic = new Outbox<>(
                pool,
                new UnannouncedTrafficStore(),
                (key, measured) -> events.publish(Topics.BATCH_TRAFFIC_MEASURED, key, measured));
        return () -> {
            batches.publishAll();
            traffic.publishAll();
        };
    }
}
