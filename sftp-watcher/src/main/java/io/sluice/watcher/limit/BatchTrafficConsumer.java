package io.sluice.watcher.limit;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.contracts.event.Topics;
import io.sluice.events.EventReader;
import io.sluice.events.FollowTopics;
import io.sluice.events.KafkaSettings;
import io.sluice.events.UnreadableEventException;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads `batch-traffic-measured` into the [BatchTraffic], all of it at each start.
@ApplicationScoped
class BatchTrafficConsumer implements FollowTopics.Reader {
    private static final Log LOG = Log.of(BatchTrafficConsumer.class);

    private final BatchTraffic traffic;
    private final FollowTopics topics;

    BatchTrafficConsumer(BatchTraffic traffic, KafkaSettings kafka) {
        this.traffic = traffic;
        this.topics = new FollowTopics("batch-traffic", List.of(Topics.BATCH_TRAFFIC_MEASURED), kafka, this);
    }

    @Startup
    void start() {
        topics.start();
    }

    @Shutdown
    void stop() throws InterruptedException {
        topics.stop();
    }

    /// Why the topic is not read to its end, if it is not.
    String cause() {
        return topics.cause();
    }

    /// An account whose newest measurement is unreadable keeps the one before.
    @Override
    public void take(ConsumerRecord<String, String> measured) {
        if (measured.value() == null) {
            Optional.ofNullable(measured.key()).flatMap(AccountId::of).ifPresent(traffic::remove);
            return;
        }
        try {
            traffic.put(EventReader.read(measured.value(), BatchTrafficMeasured.class));
        } catch (UnreadableEventException unreadable) {
            LOG.error(
                    "a measurement of batches is unreadable, the previous one holds",
                    LogFields.kafkaRecord(measured.topic(), measured.partition(), measured.offset()),
                    LogFields.cause(unreadable));
        }
    }

    @Override
    public void isReadUpTo(long moment) {
        traffic.isRead();
    }
}
