package io.sluice.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private static final TopicSettings SETTINGS = new TopicSettings(
            Optional.of(12),
            Optional.of(3),
            Optional.of(2),
            Optional.of(Duration.ofDays(7)),
            Optional.of(Duration.ofDays(30)));
    private static final TopicSettings UNSET =
            new TopicSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void keepsEventsForTheirTime() {
        assertThat(SETTINGS.configs(Topics.JOB_FINISHED))
                .isEqualTo(Map.of(
                        "cleanup.policy", "delete",
                        "message.timestamp.type", "LogAppendTime",
                        "min.insync.replicas", "2",
                        "retention.ms", "604800000"));
        assertThat(SETTINGS.configs(Topics.deadLetters(Topics.ACCOUNT_CHANGED)))
                .containsEntry("retention.ms", "2592000000")
                .containsEntry("cleanup.policy", "delete");
    }

    @Test
    void keepsTheLatestRecordOfEachKeyForever() {
        assertThat(SETTINGS.configs(Topics.ACCOUNT_CHANGED))
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact",
                        "message.timestamp.type", "LogAppendTime",
                        "min.insync.replicas", "2"));
    }

    @Test
    void namesWhatDiffers() {
        var found = Map.of(
                "cleanup.policy", "delete",
                "message.timestamp.type", "CreateTime",
                "min.insync.replicas", "2",
                "retention.ms", "3600000");

        assertThat(SETTINGS.differences(Topics.JOB_FINISHED, 6, 1, found))
                .containsExactly(
                        "partitions: 6, expected 12",
                        "replicas: 1, expected 3",
                        "message.timestamp.type: CreateTime, expected LogAppendTime",
                        "retention.ms: 3600000, expected 604800000");
        assertThat(UNSET.differences(Topics.ACCOUNT_CHANGED, 6, 1, found))
                .containsExactly(
                        "cleanup.policy: delete, expected compact",
                        "message.timestamp.type: CreateTime, expected LogAppendTime");
    }

    @Test
    void refusesMoreReplicasInStepThanThereAre() {
        assertThatThrownBy(() -> new TopicSettings(
                        Optional.of(12), Optional.of(1), Optional.of(2), Optional.empty(), Optional.empty()))
                .hasMessage("sluice.kafka.min-in-sync-replicas is 2, expected at most sluice.kafka.replication-factor,"
                        + " which is 1");
    }

    @Test
    void refusesNoPartitionsByTheKeysName() {
        assertThatThrownBy(() -> new TopicSettings(
                        Optional.of(0), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessage("sluice.kafka.partitions is 0, expected at least 1");
    }
}
