package io.sluice.events.health;

import io.sluice.events.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Whether a consumer group has handled what was published: it notes how far the topics reach and looks until
/// the group has committed that far. Then it begins again. Used by one thread.
public final class ConsumedProbe implements HealthProbe, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final String name;
    private final String group;
    private final List<String> topics;
    private final ProbingClient kafka;
    private @Nullable Goal goal;
    private volatile long upToDate = Long.MIN_VALUE;

    /// @param name for the answer and the log, e.g. `events of jobs`
    /// @param group the consumer group
    public ConsumedProbe(String name, String group, List<String> topics, KafkaSettings settings) {
        this.name = name;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.kafka = new ProbingClient(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    /// Looks once; the next run looks again at the same goal until it is reached.
    @Override
    public String run() throws InterruptedException {
        var open = goal == null
                ? new Goal(System.nanoTime(), kafka.answer(admin -> offsets(admin, OffsetSpec.latest())))
                : goal;
        goal = open;
        var behind = kafka.answer(admin -> behind(admin, open.ends()));
        if (behind == 0) {
            upToDate = open.notedAt();
            goal = null;
            return "all events before that are handled";
        }
        if (Duration.ofNanos(System.nanoTime() - open.notedAt()).compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalStateException("%,d events wait to be handled".formatted(behind));
        }
        return "%,d events are being handled".formatted(behind);
    }

    /// How far the topics reached at a moment.
    ///
    /// @param notedAt by the monotonic clock, in nanoseconds
    private record Goal(long notedAt, Map<TopicPartition, Long> ends) {}

    /// Whether everything that was published until that long ago is handled.
    public boolean isUpToDateWithin(Duration age) {
        var reached = upToDate;
        return reached != Long.MIN_VALUE && System.nanoTime() - reached <= age.toNanos();
    }

    /// Whether everything that was published until a moment is handled.
    ///
    /// @param moment by the monotonic clock, in nanoseconds
    public boolean isUpToDateSince(long moment) {
        var reached = upToDate;
        return reached != Long.MIN_VALUE && reached - moment >= 0;
    }

    /// A partition without a committed offset is read from its beginning.
    private long behind(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = new HashMap<>(
                ProbingClient.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        var beginnings = offsets(admin, OffsetSpec.earliest());
        var behind = 0L;
        for (var end : ends.entrySet()) {
            var handled = committed.get(end.getKey());
            var position = Math.max(handled == null ? 0 : handled.offset(), beginnings.getOrDefault(end.getKey(), 0L));
            behind += Math.max(0, end.getValue() - position);
        }
        return behind;
    }

    private Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec spec)
            throws ExecutionException, InterruptedException, TimeoutException {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        ProbingClient.get(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> wanted.put(new TopicPartition(topic, partition.partition()), spec)));
        var offsets = new HashMap<TopicPartition, Long>();
        ProbingClient.get(admin.listOffsets(wanted).all())
                .forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
