package io.sluice.cli.doctor;

import io.sluice.contracts.event.TopicSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Checks that the topics have the settings that the services give to new ones. A missing topic is for
/// [KafkaTopicsCheck] to report.
record KafkaTopicSettingsCheck(KafkaAccess access, TopicSettings wanted) implements KafkaCheck {
    @Override
    public Subject subject() {
        return new Subject("kafka", "topic settings");
    }

    @Override
    public CheckOutcome ask(Admin kafka) throws InterruptedException {
        var seen = 0;
        var differences = new ArrayList<String>();
        for (var answer :
                kafka.describeTopics(TopicSettings.names()).topicNameValues().entrySet()) {
            try {
                var partitions = KafkaAccess.get(answer.getValue()).partitions();
                var ofTopic = wanted.differences(
                        answer.getKey(),
                        partitions.size(),
                        partitions.getFirst().replicas().size(),
                        configs(kafka, answer.getKey()));
                seen++;
                ofTopic.forEach(difference -> differences.add(answer.getKey() + " " + difference));
            } catch (UnknownTopicOrPartitionException missing) {
                // Reported by KafkaTopicsCheck.
            }
        }
        return differences.isEmpty()
                ? new CheckOutcome.Good("%d topics are as the services create them (%s)".formatted(seen, place()))
                : new CheckOutcome.Bad(
                        "other settings: %s (%s)"
                                .formatted(
                                        String.join(
                                                "; ",
                                                differences.stream().sorted().toList()),
                                        place()),
                        "the settings that the services give to new topics; sluice.kafka.* says which",
                        "change the topic (kafka-configs.sh --alter, kafka-topics.sh --alter) or the key; the services"
                                + " never change an existing topic");
    }

    private static Map<String, String> configs(Admin kafka, String topic) throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var configs = new HashMap<String, String>();
        Optional.ofNullable(
                        KafkaAccess.get(kafka.describeConfigs(List.of(resource)).all())
                                .get(resource))
                .map(Config::entries)
                .orElse(List.of())
                .forEach(entry -> {
                    if (entry.value() != null) {
                        configs.put(entry.name(), entry.value());
                    }
                });
        return configs;
    }
}
