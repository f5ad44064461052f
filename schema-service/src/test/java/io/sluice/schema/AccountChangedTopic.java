package io.sluice.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// Reads the topic `account-changed` from its beginning, as a service that starts does.
final class AccountChangedTopic implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final List<AccountFacts> read = new ArrayList<>();
    private final Set<String> headers = new HashSet<>();
    private final Map<String, List<String>> changed = new HashMap<>();

    AccountChangedTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        var partitions = Awaitility.await()
                .until(
                        () -> consumer.partitionsFor(Topics.ACCOUNT_CHANGED),
                        found -> found != null && !found.isEmpty());
        var assigned = partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
    }

    /// Polls once; returns the newest facts about the account that were read so far.
    Optional<AccountFacts> newest(String accountId) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            record.headers().forEach(header -> headers.add(header.key()));
            read.add(facts(record.value()));
            changed.computeIfAbsent(record.key(), first -> new ArrayList<>()).add(changed(record.headers()));
        });
        return all(accountId).stream().reduce((older, newer) -> newer);
    }

    /// All facts about the account in the order of the topic.
    List<AccountFacts> all(String accountId) {
        return read.stream()
                .filter(facts -> facts.accountId().value().equals(accountId))
                .toList();
    }

    /// What changed, as the header of each record of the account says.
    List<String> changed(String accountId) {
        return changed.getOrDefault(accountId, List.of());
    }

    private static String changed(Headers headers) {
        var header = headers.lastHeader(Topics.HEADER_CHANGED);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    Set<String> headers() {
        return headers;
    }

    private static AccountFacts facts(String json) {
        try {
            return SluiceJson.mapper().readValue(json, AccountFacts.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("no facts: " + json, unreadable);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
