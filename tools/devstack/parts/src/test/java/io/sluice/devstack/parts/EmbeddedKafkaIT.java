package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    private static final String TOPIC = "kept";

    @Test
    void keepsPortAndRecordsOverAKill() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary().start()) {
            send(kafka, "before the kill");

            kafka.kill();
            kafka.start();

            assertThat(read(kafka)).containsExactly("before the kill");
        }
    }

    @Test
    void writesEachRecordToTheDiskWhereTheFolderIsKept(@TempDir Path folder) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder, Ports.free(), Ports.free(), Durability.KEPT).start();
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(broker)).all().get();

            assertThat(configs.values())
                    .extracting(
                            config -> config.get("log.flush.interval.messages").value())
                    .containsExactly("1");
        }
    }

    private static void send(EmbeddedKafka kafka, String text) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, text)).get();
        }
    }

    private static List<String> read(EmbeddedKafka kafka) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            return StreamSupport.stream(
                            consumer.poll(Duration.ofSeconds(20)).records(TOPIC).spliterator(), false)
                    .map(consumed -> consumed.value())
                    .toList();
        }
    }
}
