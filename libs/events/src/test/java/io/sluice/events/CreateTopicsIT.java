package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.event.TopicSettings;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.SecuredKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateTopicsIT {
    private final CreateTopics topics = new CreateTopics(
            SecuredBroker.settings(SecuredBroker.kafka().withPassword(SecuredKafka.PASSWORD)), config());

    @AfterEach
    void deleteTopics() throws Exception {
        SecuredBroker.delete(TopicSettings.names());
    }

    @Test
    void createsTopicsWithAllSettingsOverTls() throws Exception {
        topics.start();

        try (var admin = SecuredBroker.admin()) {
            awaitTopics(admin, TopicSettings.names());
            assertThat(topics.differences(admin, TopicSettings.names())).isEmpty();
        }

        topics.stop();
    }

    @Test
    void keepsATopicWithOtherSettingsAndNamesThem() throws Exception {
        try (var admin = SecuredBroker.admin()) {
            admin.createTopics(List.of(new NewTopic(Topics.USAGE_MEASURED, Optional.of(5), Optional.empty())))
                    .all()
                    .get();
            awaitTopics(admin, List.of(Topics.USAGE_MEASURED));

            var existing = topics.create(admin);

            assertThat(existing).containsExactly(Topics.USAGE_MEASURED);
            awaitTopics(admin, TopicSettings.names());
            assertThat(topics.differences(admin, existing))
                    .isEqualTo(Map.of(
                            Topics.USAGE_MEASURED,
                            List.of(
                                    "partitions: 5, expected 3",
                                    "cleanup.policy: delete, expected compact",
                                    "message.timestamp.type: CreateTime, expected LogAppendTime")));
        }
    }

    private static void awaitTopics(Admin admin, List<String> names) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.listTopics().names().get().containsAll(names));
    }

    private static TopicsConfig config() {
        return new TopicsConfig() {
            @Override
            public int partitions() {
                return 3;
            }

            @Override
            public int replicationFactor() {
                return 1;
            }

            @Override
            public int minInSyncReplicas() {
                return 1;
            }

            @Override
            public Duration retention() {
                return Duration.ofHours(5);
            }

            @Override
            public Duration deadLetterRetention() {
                return Duration.ofHours(50);
            }
        };
    }
}
