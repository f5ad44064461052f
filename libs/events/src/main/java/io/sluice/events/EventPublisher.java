package io.sluice.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Sends events to Kafka as JSON with their id and version in headers; one producer for the whole service.
@ApplicationScoped
public class EventPublisher {
    private static final Log LOG = Log.of(EventPublisher.class);

    private final MutinyEmitter<String> emitter;
    private final ObjectMapper json = SluiceJson.mapper();

    EventPublisher(
            @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 100_000)
                    MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    /// Sends one event.
    ///
    /// | result | meaning |
    /// |---|---|
    /// | item | all in-sync replicas have the record |
    /// | [EventTooLargeException] | no attempt can succeed; an operator reads of it in the log |
    /// | other failure | the replicas may not have the record; another attempt may succeed |
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
                                .build())))
                .onFailure(EventPublisher::isTooLarge)
                .transform(refused -> tooLarge(topic, key, refused));
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException;
    }

    private static EventTooLargeException tooLarge(String topic, String key, Throwable refused) {
        LOG.error(
                "an event has more than the 1,000,000 bytes that Sluice sends and is not published; has a limit of sluice.* been raised?",
                LogFields.field("topic", topic),
                LogFields.field("key", key),
                LogFields.cause(refused));
        return new EventTooLargeException(topic, key, refused);
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
