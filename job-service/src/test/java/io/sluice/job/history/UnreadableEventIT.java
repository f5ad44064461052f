package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.BrokerClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A record that is no event goes to the dead letters, with the reason.
@QuarkusTest
class UnreadableEventIT {
    private final BrokerClient broker = BrokerClient.ofApplication();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upload-claimed | not JSON   | expected a UploadClaimed but the record cannot be read as one: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            upload-claimed | {"job": 7} | expected a UploadClaimed but the record cannot be read as one: Cannot construct instance of `io.sluice.contracts.file.JobRef` (although at least one Creator exists): no int/Int-argument constructor/factory method to deserialize from Number value (7)
            upload-claimed |            | expected a UploadClaimed but the record cannot be read as one: argument "content" is null
            job-progress   |            | expected a JobProgressed but the record cannot be read as one: argument "content" is null
            """)
    void arePutAsideWithTheReason(String topic, String value, String reason) {
        broker.send(topic, "acme/order/20200125", value);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(reasons(topic)).contains(reason));
    }

    private List<String> reasons(String topic) {
        return broker.records(Topics.deadLetters(topic)).stream()
                .map(UnreadableEventIT::reason)
                .toList();
    }

    private static String reason(ConsumerRecord<String, String> dead) {
        return new String(dead.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8);
    }
}
