package io.sluice.events.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.KafkaFailure;
import io.sluice.events.KafkaSettings;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the whole topics `account-changed` and `platform-changed` into the [AccountView], then follows
/// them.
///
/// Every instance reads all partitions by itself, without a consumer group: the view is a cache, the topics
/// are the truth. It tries again while the broker is unavailable.
///
/// Every few seconds it asks the broker how far the topics reach. When it has read that far, the view is
/// current as of the question. While no broker answers, the view gets older.
@ApplicationScoped
class AccountTopicReader {
    private static final Log LOG = Log.of(AccountTopicReader.class);
    private static final List<String> TOPICS = List.of(Topics.ACCOUNT_CHANGED, Topics.PLATFORM_CHANGED);
    private static final String READING = "the topics are being read";
    private static final Duration RETRY = Duration.ofSeconds(1);
    /// Well below `sluice.account-view.max-age`.
    private static final Duration GOAL_EVERY = Duration.ofSeconds(5);

    private final AccountView view;
    private final KafkaSettings kafka;
    private final ObjectMapper json = SluiceJson.mapper();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final long startedAt = System.nanoTime();
    private volatile @Nullable KafkaConsumer<String, String> consumer;
    private volatile String cause = READING;
    private @Nullable SupervisedThread thread;

    AccountTopicReader(AccountView view, KafkaSettings kafka) {
        this.view = view;
        this.kafka = kafka;
    }

    @Startup
    void start() {
        thread = SupervisedThread.start("account-facts", this::run);
    }

    @Shutdown
    void stop() throws InterruptedException {
        stopping.set(true);
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.finish(Duration.ofSeconds(5));
        }
    }

    /// Whether the view is on its way to the ends of the topics, or Kafka may still answer. A busy broker
    /// does not answer each question in time.
    ///
    /// @param timeout how long after the start Kafka may still answer
    boolean isReading(Duration timeout) {
        return cause.equals(READING) || System.nanoTime() - startedAt < timeout.toNanos();
    }

    /// Why the view is not current, if it is not.
    String cause() {
        return cause;
    }

    /// A failure of Kafka is an outage, which KafkaProbe reports once. Everything else ends the run, and
    /// the thread begins another one: what it read so far stays in the view.
    private void run() throws InterruptedException {
        while (!stopping.get()) {
            try (var opened = new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException stop) {
                LOG.debug("account facts are no longer followed: the service stops");
            } catch (KafkaException unavailable) {
                cause = KafkaFailure.sentence(unavailable);
                LOG.debug("account facts cannot be read, tried again", LogFields.field("cause", cause));
                Thread.sleep(RETRY);
            }
        }
    }

    private Map<String, Object> settings() {
        return kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // Of a topic that was made anew, too, everything is read.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                2_000,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000));
    }

    private void follow(KafkaConsumer<String, String> consumer) throws InterruptedException {
        var partitions = partitions(consumer);
        while (partitions.isEmpty() && !stopping.get()) {
            cause = "the topic %s or %s does not exist yet".formatted(Topics.ACCOUNT_CHANGED, Topics.PLATFORM_CHANGED);
            TimeUnit.MILLISECONDS.sleep(200);
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var goal = goal(consumer);
        cause = READING;
        while (!stopping.get()) {
            consumer.poll(Duration.ofSeconds(1)).forEach(this::take);
            if (isReached(goal, consumer)) {
                reached(goal);
            }
            if (System.nanoTime() - goal.notedAt() > GOAL_EVERY.toNanos()) {
                goal = laterGoal(consumer, goal);
            }
        }
    }

    private void reached(Goal goal) {
        var first = !view.isComplete();
        view.isReadUpTo(goal.notedAt());
        if (first) {
            LOG.info(
                    "account facts are read",
                    LogFields.field("accounts", view.all().size()));
        }
    }

    /// How far the topic reached at a moment; a goal that is reached proves that nothing older is missing.
    ///
    /// @param notedAt by the monotonic clock, in nanoseconds
    private record Goal(long notedAt, Map<TopicPartition, Long> ends) {}

    private static Goal goal(KafkaConsumer<String, String> consumer) {
        var notedAt = System.nanoTime();
        // Asks the broker: what the consumer remembers may be five minutes old.
        var partitions = partitions(consumer).size();
        if (partitions != consumer.assignment().size()) {
            throw new KafkaException("%s and %s have %d partitions, but %d are read: they are read anew"
                    .formatted(
                            Topics.ACCOUNT_CHANGED,
                            Topics.PLATFORM_CHANGED,
                            partitions,
                            consumer.assignment().size()));
        }
        return new Goal(notedAt, consumer.endOffsets(consumer.assignment()));
    }

    private static boolean isReached(Goal goal, KafkaConsumer<String, String> consumer) {
        return goal.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /// While no broker answers, the consumer goes on: it need not read everything again afterwards.
    private Goal laterGoal(KafkaConsumer<String, String> consumer, Goal previous) {
        try {
            var later = goal(consumer);
            cause = READING;
            return later;
        } catch (TimeoutException silent) {
            cause = "no broker answers";
            LOG.debug("the broker does not say how far the account facts reach", LogFields.cause(silent));
            return previous;
        }
    }

    /// Empty until both topics exist.
    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        var topics = consumer.listTopics();
        return topics.keySet().containsAll(TOPICS)
                ? topics.entrySet().stream()
                        .filter(topic -> TOPICS.contains(topic.getKey()))
                        .flatMap(topic -> topic.getValue().stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList()
                : List.of();
    }

    private void take(ConsumerRecord<String, String> changed) {
        if (changed.topic().equals(Topics.PLATFORM_CHANGED)) {
            read(changed, PlatformFacts.class).ifPresentOrElse(view::put, view::forgetRevocations);
        } else {
            takeAccount(changed);
        }
    }

    /// An account whose newest facts are unreadable is unknown: a revocation may be among them.
    private void takeAccount(ConsumerRecord<String, String> changed) {
        read(changed, AccountFacts.class)
                .ifPresentOrElse(
                        view::put,
                        () -> Optional.ofNullable(changed.key())
                                .flatMap(AccountId::of)
                                .ifPresent(view::remove));
    }

    private <T> Optional<T> read(ConsumerRecord<String, String> changed, Class<T> type) {
        try {
            return changed.value() == null
                    ? Optional.empty()
                    : Optional.ofNullable(json.readValue(changed.value(), type));
        } catch (JsonProcessingException unreadable) {
            LOG.error(
                    "facts are unreadable; the account, or every token of the platform, is refused until newer ones come",
                    LogFields.kafkaRecord(changed.topic(), changed.partition(), changed.offset()),
                    LogFields.field("cause", unreadable.getOriginalMessage()));
            return Optional.empty();
        }
    }
}
