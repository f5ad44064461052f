package io.sluice.events.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Reads the whole topic `account-changed` into the [AccountView], then follows it.
///
/// Every instance reads all partitions by itself, without a consumer group: the view is a cache, the topic is
/// the truth. It tries again while the broker is unavailable. The view is complete once it has read the
/// topic to the end.
@ApplicationScoped
class AccountTopicReader {
    private static final Log LOG = Log.of(AccountTopicReader.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final AccountView view;
    private final String bootstrapServers;
    private final ObjectMapper json = SluiceJson.mapper();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable KafkaConsumer<String, String> consumer;
    private @Nullable Thread thread;

    AccountTopicReader(AccountView view, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.view = view;
        this.bootstrapServers = bootstrapServers;
    }

    @Startup
    void start() {
        thread = Thread.ofPlatform().daemon().name("account-facts").start(this::run);
    }

    @Shutdown
    void stop() throws InterruptedException {
        stopping.set(true);
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            LockSupport.unpark(thread);
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!stopping.get()) {
            try (var opened = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                            false,
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                            2_000,
                            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            5_000),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException stopping) {
                LOG.debug("account facts are no longer followed: the service stops");
            } catch (KafkaException unavailable) {
                // KafkaProbe reports the outage once.
                LOG.debug("account facts cannot be read, tried again", LogFields.cause(unavailable));
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void follow(KafkaConsumer<String, String> consumer) {
        var partitions = partitions(consumer);
        while (partitions.isEmpty() && !stopping.get()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (!stopping.get()) {
            consumer.poll(Duration.ofSeconds(1)).forEach(this::take);
            if (!view.isComplete()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                view.complete();
                LOG.info(
                        "account facts are read",
                        LogFields.field("accounts", view.all().size()));
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        var known = consumer.listTopics().get(Topics.ACCOUNT_CHANGED);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private void take(ConsumerRecord<String, String> changed) {
        if (changed.value() == null) {
            AccountId.of(changed.key()).ifPresent(view::remove);
            return;
        }
        try {
            view.put(json.readValue(changed.value(), AccountFacts.class));
        } catch (JsonProcessingException unreadable) {
            LOG.error(
                    "account facts are unreadable and left out",
                    LogFields.kafkaRecord(changed.topic(), changed.partition(), changed.offset()),
                    LogFields.field("cause", unreadable.getOriginalMessage()));
        }
    }
}
