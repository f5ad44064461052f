package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.TopicSettings;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// One broker of its own, as it goes from empty to used to dead.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaChecksIT {
    private static final TopicSettings SETTINGS =
            new TopicSettings(Optional.of(12), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final String place = kafka.bootstrapServers();
    private final KafkaAccess access = new KafkaAccess(Map.of("bootstrap.servers", place), Duration.ofSeconds(3));

    @BeforeAll
    void start() {
        kafka.start();
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    @Order(1)
    void namesMissingTopics() throws Exception {
        assertThat(new KafkaBrokersCheck(access).run())
                .isEqualTo(new CheckOutcome.Good("brokers that answer: 1 (" + place + ")"));
        assertThat(new KafkaTopicsCheck(access).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "missing topics: "
                                + String.join(", ", Topics.ALL.stream().sorted().toList()) + " (" + place + ")",
                        "all of " + String.join(", ", Topics.ALL),
                        "start the services: each makes the topics it uses; if they run, let their Kafka user create"
                                + " topics, or create them by hand"));
    }

    @Test
    @Order(2)
    void seesThatNobodyReads() throws Exception {
        assertThat(new KafkaGroupCheck("job-service", access, 10).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "nobody reads, 0 records wait (" + place + ")",
                        "at least one member of job-service",
                        "start job-service; if it runs, read the end of its log"));
    }

    @Test
    @Order(3)
    void countsTopicsMembersAndLag() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", place))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
        assertThat(new KafkaTopicsCheck(access).run())
                .isEqualTo(new CheckOutcome.Good(Topics.ALL.size() + " topics, " + Topics.ALL.size()
                        + " partitions, all replicas in step (" + place + ")"));
        assertThat(new KafkaTopicSettingsCheck(access, SETTINGS).run())
                .isInstanceOfSatisfying(
                        CheckOutcome.Bad.class,
                        bad -> assertThat(bad.fact())
                                .startsWith("other settings: account-changed cleanup.policy: delete, expected compact;"
                                        + " account-changed message.timestamp.type: CreateTime, expected LogAppendTime;"
                                        + " account-changed partitions: 1, expected 12; ")
                                .endsWith("(" + place + ")"));
        try (var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", place),
                        new StringSerializer(),
                        new StringSerializer());
                var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", place, "group.id", "job-service"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            for (int record = 0; record < 12; record++) {
                producer.send(new ProducerRecord<>(Topics.JOB_FINISHED, "key", "value"))
                        .get();
            }
            consumer.subscribe(List.of(Topics.JOB_FINISHED));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(100));
            }
            consumer.commitSync(Map.of(new TopicPartition(Topics.JOB_FINISHED, 0), new OffsetAndMetadata(1)));

            assertThat(new KafkaGroupCheck("job-service", access, 11).run())
                    .isEqualTo(new CheckOutcome.Good("members: 1, records that wait: 11 (" + place + ")"));
            assertThat(new KafkaGroupCheck("job-service", access, 10).run())
                    .isEqualTo(new CheckOutcome.Bad(
                            "11 records wait for 1 members (" + place + ")",
                            "at most 10",
                            "run the doctor again in a minute: when it grows, start more instances of job-service; when"
                                    + " it stands still, read its log"));
        }
    }

    @Test
    @Order(4)
    void saysWhatToDoWhenTheBrokerIsDead() throws Exception {
        kafka.kill();

        assertThat(new KafkaBrokersCheck(access).run()).isInstanceOfSatisfying(CheckOutcome.Bad.class, bad -> {
            assertThat(bad.fact()).startsWith("Kafka does not answer: ").endsWith("(" + place + ")");
            assertThat(bad.next())
                    .isEqualTo("see that the brokers run and that kafka.bootstrap.servers names them as they"
                            + " are reached from here");
        });
        assertThat(new KafkaTopicsCheck(access).run())
                .isEqualTo(new CheckOutcome.NotChecked("Kafka does not answer, see brokers"));
        assertThat(new KafkaGroupCheck("job-service", access, 10).run())
                .isEqualTo(new CheckOutcome.NotChecked("Kafka does not answer, see brokers"));
    }
}
