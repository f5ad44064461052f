package io.sluice.cli.doctor;

import io.sluice.contracts.event.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Checks that all topics exist, and that each partition has a leader and its replicas in step.
record KafkaTopicsCheck(KafkaAccess access) implements KafkaCheck {
    @Override
    public Subject subject() {
        return new Subject("kafka", "topics");
    }

    @Override
    public CheckOutcome ask(Admin kafka) throws InterruptedException {
        var found = new HashMap<String, TopicDescription>();
        var missing = new ArrayList<String>();
        for (var answer : kafka.describeTopics(Topics.ALL).topicNameValues().entrySet()) {
            try {
                found.put(answer.getKey(), KafkaAccess.get(answer.getValue()));
            } catch (UnknownTopicOrPartitionException none) {
                missing.add(answer.getKey());
            }
        }
        if (!missing.isEmpty()) {
            return new CheckOutcome.Bad(
                    "missing topics: %s (%s)"
                            .formatted(
                                    String.join(", ", missing.stream().sorted().toList()), place()),
                    "all of " + String.join(", ", Topics.ALL),
                    "start the services: each makes the topics it uses; if they run, let their Kafka user create"
                            + " topics, or create them by hand");
        }
        return judge(found.values(), inSyncNeeded(kafka));
    }

    private CheckOutcome judge(Collection<TopicDescription> topics, Map<String, Integer> needed) {
        var leaderless = new ArrayList<String>();
        var few = new ArrayList<String>();
        var behind = new ArrayList<String>();
        var partitions = 0;
        for (var topic : topics) {
            for (var partition : topic.partitions()) {
                var name = topic.name() + "-" + partition.partition();
                partitions++;
                if (partition.leader() == null || partition.leader().isEmpty()) {
                    leaderless.add(name);
                } else if (partition.isr().size() < needed.getOrDefault(topic.name(), 1)) {
                    few.add(name);
                } else if (partition.isr().size() < partition.replicas().size()) {
                    behind.add(name);
                }
            }
        }
        if (!leaderless.isEmpty()) {
            return bad(leaderless, "have no leader, so nothing can be read or written there", "a leader for each");
        }
        if (!few.isEmpty()) {
            return bad(
                    few, "have fewer replicas in step than min.insync.replicas, so nothing can be written", "enough");
        }
        return behind.isEmpty()
                ? new CheckOutcome.Good("%d topics, %d partitions, all replicas in step (%s)"
                        .formatted(topics.size(), partitions, place()))
                : bad(behind, "have replicas that are not in step", "all replicas in step");
    }

    private CheckOutcome bad(List<String> partitions, String fact, String expectation) {
        return new CheckOutcome.Bad(
                "%d partitions %s, e.g. %s (%s)".formatted(partitions.size(), fact, partitions.getFirst(), place()),
                expectation,
                "bring back the brokers that are unavailable (kafka-topics.sh --describe names them)");
    }

    private static Map<String, Integer> inSyncNeeded(Admin admin) throws InterruptedException {
        var resources = Topics.ALL.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var needed = new HashMap<String, Integer>();
        KafkaAccess.get(admin.describeConfigs(resources).all()).forEach((resource, config) -> {
            var entry = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            if (entry != null && entry.value() != null) {
                needed.put(resource.name(), Integer.parseInt(entry.value()));
            }
        });
        return needed;
    }
}
