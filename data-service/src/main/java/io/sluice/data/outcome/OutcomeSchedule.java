package io.sluice.data.outcome;

import io.sluice.contracts.event.Topics;
import io.sluice.database.TableSchedule;
import io.sluice.database.outbox.Outbox;
import io.sluice.events.EventPublisher;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Publishes outcomes after each batch, and every second those of instances that died before they could.
@Singleton
public class OutcomeSchedule extends TableSchedule {
    OutcomeSchedule(Pool pool, EventPublisher events) {
        super(
                "batch-outcomes",
                Duration.ofSeconds(1),
                new Outbox<>(
                                pool,
                                new OutcomeStore(),
                                new PublishOutcome(
                                        (key, outcome) -> events.publish(Topics.BATCH_FINISHED, key, outcome)))
                        ::publishAll);
    }
}
