package io.sluice.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Sends events to Kafka as JSON with their id and version in headers; one producer for the whole service.
@ApplicationScoped
public class EventPublisher {
    private final MutinyEmitter<String> emitter;
    private final ObjectMapper json = SluiceJson.mapper();

    EventPublisher(
            @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 100_000)
                    MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    /// Sends one event. The item comes when all in-sync replicas have the record, a failure when they cannot.
    ///
    /// @param event a record of `io.sluice.contracts`
    public Uni<Void> publish(String topic, String key, Object event) {
        return publish(topic, key, event, Map.of());
    }

    /// Sends one event with headers of its own.
    ///
    /// @param headers names and values, beside those that every event has
    public Uni<Void> publish(String topic, String key, Object event, Map<String, String> headers) {
        return Uni.createFrom()
                .deferred(() -> emitter.sendMessage(Message.of(write(event))
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withTopic(topic)
                                .withKey(key)
                                .withHeaders(headers(headers))
                                .build())));
    }

    private String write(Object event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("an event cannot be written as JSON: " + event.getClass(), unwritable);
        }
    }

    private static RecordHeaders headers(Map<String, String> own) {
        var headers = new RecordHeaders();
        headers.add(Topics.HEADER_EVENT_ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        headers.add(Topics.HEADER_EVENT_VERSION, Topics.VERSION.getBytes(StandardCharsets.UTF_8));
        own.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
