package io.sluice.benchmarks.scan;

import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The Kafka broker with the topics of the benchmark: accounts, revocations and claims.
final class Broker implements AutoCloseable {
    private static final int PARTITIONS = 12;

    private final EmbeddedKafka kafka;
    private final KafkaConsumer<String, String> claims;

    Broker(Path folder) throws InterruptedException {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), Ports.free(), Ports.free()).start();
        try (var admin = Admin.create(settings())) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.ACCOUNT_CHANGED, PARTITIONS, (short) 1)
                                    .configs(Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                            new NewTopic(Topics.PLATFORM_CHANGED, PARTITIONS, (short) 1)
                                    .configs(Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                            new NewTopic(Topics.UPLOAD_CLAIMED, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the topics cannot be made", failed);
        }
        claims = new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer());
        claims.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.UPLOAD_CLAIMED, partition))
                .toList());
        claims.seekToBeginning(claims.assignment());
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /// Announces the accounts from the first number (inclusive) to the second (exclusive).
    void announce(MadeUpAccounts accounts, int from, int to) throws InterruptedException {
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int number = from; number < to; number++) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.ACCOUNT_CHANGED, MadeUpAccounts.id(number), accounts.facts(number))));
            }
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the accounts cannot be announced", failed);
        }
    }

    /// The claims since the last call: time of the announcement in epoch milliseconds, by the key of the
    /// record.
    Map<String, Long> newClaims() {
        var found = new HashMap<String, Long>();
        claims.poll(Duration.ofMillis(200)).forEach(claim -> found.putIfAbsent(claim.key(), claim.timestamp()));
        return found;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void close() {
        claims.close();
        kafka.close();
    }
}
