package io.sluice.contracts.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the topics are created, and by what an existing one is judged. What is empty is not judged.
///
/// | topics | cleaned up |
/// |---|---|
/// | [Topics#COMPACTED] | by key: the latest record of each key stays |
/// | dead letters | after `deadLetterRetention` |
/// | all others | after `retention` |
public record TopicSettings(
        Optional<Integer> partitions,
        Optional<Integer> replicationFactor,
        Optional<Integer> minInSyncReplicas,
        Optional<Duration> retention,
        Optional<Duration> deadLetterRetention) {

    /// @throws IllegalArgumentException if they contradict each other; the message names the keys
    public TopicSettings {
        requirePositive("sluice.kafka.partitions", partitions);
        requirePositive("sluice.kafka.replication-factor", replicationFactor);
        requirePositive("sluice.kafka.min-in-sync-replicas", minInSyncReplicas);
        if (minInSyncReplicas.isPresent()
                && replicationFactor.isPresent()
                && minInSyncReplicas.get() > replicationFactor.get()) {
            throw new IllegalArgumentException(
                    "sluice.kafka.min-in-sync-replicas is %d, expected at most sluice.kafka.replication-factor, which is %d"
                            .formatted(minInSyncReplicas.get(), replicationFactor.get()));
        }
    }

    private static void requirePositive(String key, Optional<Integer> value) {
        if (value.isPresent() && value.get() < 1) {
            throw new IllegalArgumentException("%s is %d, expected at least 1".formatted(key, value.get()));
        }
    }

    /// The names of all topics, those for dead letters included.
    public static List<String> names() {
        var names = new ArrayList<>(Topics.ALL);
        Topics.ALL.forEach(topic -> names.add(Topics.deadLetters(topic)));
        return names;
    }

    /// The topic's settings by Kafka's names.
    public Map<String, String> configs(String topic) {
        var configs = new TreeMap<String, String>();
        // The broker dates the records: it refuses one that a producer's wrong clock dates an hour ahead.
        configs.put("message.timestamp.type", "LogAppendTime");
        minInSyncReplicas.ifPresent(replicas -> configs.put("min.insync.replicas", replicas.toString()));
        if (Topics.COMPACTED.contains(topic)) {
            configs.put("cleanup.policy", "compact");
        } else {
            configs.put("cleanup.policy", "delete");
            (Topics.ALL.contains(topic) ? retention : deadLetterRetention)
                    .ifPresent(kept -> configs.put("retention.ms", Long.toString(kept.toMillis())));
        }
        return configs;
    }

    /// In what an existing topic differs, e.g. `partitions: 6, expected 12`; nothing is said about what it
    /// has besides.
    ///
    /// @param found the topic's settings by Kafka's names
    public List<String> differences(String topic, int foundPartitions, int foundReplicas, Map<String, String> found) {
        var differences = new ArrayList<String>();
        partitions.ifPresent(wanted -> compare("partitions", wanted, foundPartitions, differences));
        replicationFactor.ifPresent(wanted -> compare("replicas", wanted, foundReplicas, differences));
        configs(topic).forEach((name, wanted) -> compare(name, wanted, found.getOrDefault(name, "unset"), differences));
        return differences;
    }

    private static void compare(String name, Object wanted, Object found, List<String> differences) {
        if (!wanted.equals(found)) {
            differences.add("%s: %s, expected %s".formatted(name, found, wanted));
        }
    }
}
