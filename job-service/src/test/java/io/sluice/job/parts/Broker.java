package io.sluice.job.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.devstack.parts.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends events as the other services do; each send returns when the broker has the record.
public final class Broker {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());

    private Broker() {}

    public static void send(AccountFacts facts) {
        send(Topics.ACCOUNT_CHANGED, facts.accountId().value(), write(facts));
    }

    public static void send(UploadClaimed event) {
        send(Topics.UPLOAD_CLAIMED, event.job().key(), write(event));
    }

    public static void send(JobProgressed event) {
        send(Topics.JOB_PROGRESS, event.job().key(), write(event));
    }

    public static void send(JobFinished event) {
        send(Topics.JOB_FINISHED, event.job().key(), write(event));
    }

    public static void send(DirectoryObserved event) {
        send(Topics.DIRECTORY_OBSERVED, event.accountId().value(), write(event));
    }

    public static void send(UsageMeasured event) {
        send(Topics.USAGE_MEASURED, event.accountId().value(), write(event));
    }

    public static void send(String topic, String key, String value) {
        try {
            PRODUCER.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the broker did not take a record for " + topic, refused);
        }
    }

    /// All values that lie in a topic now.
    public static List<String> values(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return StreamSupport.stream(
                            consumer.poll(Duration.ofSeconds(2)).records(topic).spliterator(), false)
                    .map(found -> found.value())
                    .toList();
        }
    }

    private static String write(Object event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
