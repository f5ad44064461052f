package io.sluice.benchmarks.latency;

import io.sluice.contracts.event.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// When jobs were claimed and when they ended: the times of their events, in epoch milliseconds, by the key
/// of the day, `accuid/source_type/data_date`.
final class JobTimes implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final KafkaConsumer<String, String> events;
    private final Map<String, Long> claimed = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();

    JobTimes(String bootstrapServers) {
        var settings = new Properties();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        events = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        var partitions = List.of(Topics.UPLOAD_CLAIMED, Topics.JOB_FINISHED).stream()
                .flatMap(topic -> events.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        events.assign(partitions);
        events.seekToEnd(partitions);
        partitions.forEach(events::position);
    }

    /// Forgets what was seen.
    void clear() {
        events.poll(Duration.ZERO);
        claimed.clear();
        ended.clear();
    }

    /// Waits until this day was claimed.
    long claimed(String day) {
        await("the claim of " + day, () -> claimed.containsKey(day));
        return claimed.getOrDefault(day, 0L);
    }

    /// Waits until the job of this day has ended.
    long ended(String day) {
        await("the end of " + day, () -> ended.containsKey(day));
        return ended.getOrDefault(day, 0L);
    }

    /// Waits until so many jobs have ended, and returns when they did, in order.
    long[] ended(int jobs) {
        await("the end of %d jobs".formatted(jobs), () -> ended.size() >= jobs);
        return ended.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private interface Seen {
        boolean isSeen();
    }

    private void await(String what, Seen seen) {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (!seen.isSeen()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%s was not seen in %s".formatted(what, LONGEST));
            }
            events.poll(Duration.ofMillis(20)).forEach(event -> {
                var times = event.topic().equals(Topics.UPLOAD_CLAIMED) ? claimed : ended;
                times.putIfAbsent(event.key(), event.timestamp());
            });
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
