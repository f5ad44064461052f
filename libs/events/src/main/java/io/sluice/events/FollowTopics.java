package io.sluice.events;

import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads whole compacted topics from their beginnings, then follows them, on a thread of its own.
///
/// Every instance reads all partitions by itself, without a consumer group: what it makes of them is a
/// cache, the topics are the truth. It tries again while the broker is unavailable.
///
/// Every few seconds it asks the broker how far the topics reach. When it has read that far, its reader has
/// everything that was published before the question. While no broker answers, that becomes older.
public final class FollowTopics {
    private static final Log LOG = Log.of(FollowTopics.class);
    private static final String READING = "the topics are being read";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration MISSING_TOPIC = Duration.ofMillis(200);
    private static final Duration GOAL_EVERY = Duration.ofSeconds(5);

    private final String name;
    private final List<String> topics;
    private final KafkaSettings kafka;
    private final Reader reader;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long startedAt = System.nanoTime();
    private volatile @Nullable KafkaConsumer<String, String> consumer;
    private volatile String cause = READING;
    private @Nullable SupervisedThread thread;

    /// @param name of the thread
    public FollowTopics(String name, List<String> topics, KafkaSettings kafka, Reader reader) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.kafka = kafka;
        this.reader = reader;
    }

    /// Gets the records, by one thread.
    public interface Reader {
        /// Takes a record; again after the broker was unavailable. It throws nothing.
        void take(ConsumerRecord<String, String> changed);

        /// Everything was taken that had been published at that moment.
        ///
        /// @param moment by the monotonic clock, in nanoseconds
        void isReadUpTo(long moment);
    }

    public void start() {
        thread = SupervisedThread.start(name, this::run);
    }

    public void stop() throws InterruptedException {
        stopped.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.finish(Duration.ofSeconds(5));
        }
    }

    /// Whether it is on its way to the ends of the topics, or Kafka may still answer. A busy broker does not
    /// answer each question in time.
    ///
    /// @param timeout how long after the start Kafka may still answer
    public boolean isReading(Duration timeout) {
        return cause.equals(READING) || System.nanoTime() - startedAt < timeout.toNanos();
    }

    /// Why it does not reach the ends of the topics, if it does not.
    public String cause() {
        return cause;
    }

    /// A failure of Kafka is an outage, which KafkaProbe reports once. Everything else ends the run, and
    /// the thread begins another one: what the reader took so far stays with it.
    private void run() throws InterruptedException {
        while (!isStopped(Duration.ZERO)) {
            try (var opened = new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException stop) {
                LOG.debug("topics are no longer followed: the service stops", LogFields.field("thread", name));
            } catch (KafkaException unavailable) {
                cause = KafkaFailure.sentence(unavailable);
                LOG.debug(
                        "topics cannot be read, tried again",
                        LogFields.field("thread", name),
                        LogFields.field("cause", cause));
                if (isStopped(RETRY)) {
                    return;
                }
            }
        }
    }

    /// Whether the service stops, now or within that time.
    private boolean isStopped(Duration within) throws InterruptedException {
        return stopped.await(within.toNanos(), TimeUnit.NANOSECONDS);
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
        while (partitions.isEmpty()) {
            cause = "the topic %s does not exist yet".formatted(String.join(" or ", topics));
            if (isStopped(MISSING_TOPIC)) {
                return;
            }
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var goal = goal(consumer);
        cause = READING;
        while (!isStopped(Duration.ZERO)) {
            consumer.poll(Duration.ofSeconds(1)).forEach(reader::take);
            if (isReached(goal, consumer)) {
                reader.isReadUpTo(goal.notedAt());
            }
            if (System.nanoTime() - goal.notedAt() > GOAL_EVERY.toNanos()) {
                goal = laterGoal(consumer, goal);
            }
        }
    }

    /// How far the topics reached at a moment; a goal that is reached proves that nothing older is missing.
    ///
    /// @param notedAt by the monotonic clock, in nanoseconds
    private record Goal(long notedAt, Map<TopicPartition, Long> ends) {}

    private Goal goal(KafkaConsumer<String, String> consumer) {
        var notedAt = System.nanoTime();
        // Asks the broker: what the consumer remembers may be five minutes old.
        var partitions = partitions(consumer).size();
        if (partitions != consumer.assignment().size()) {
            throw new KafkaException("there are %d partitions of %s, but %d are read: they are read anew"
                    .formatted(
                            partitions,
                            String.join(" and ", topics),
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
            LOG.debug(
                    "the broker does not say how far topics reach",
                    LogFields.field("thread", name),
                    LogFields.cause(silent));
            return previous;
        }
    }

    /// Empty until all topics exist.
    private List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        var present = consumer.listTopics();
        return present.keySet().containsAll(topics)
                ? present.entrySet().stream()
                        .filter(topic -> topics.contains(topic.getKey()))
                        .flatMap(topic -> topic.getValue().stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList()
                : List.of();
    }
}
