package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.service.PackagedService;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A record that is larger than the heap ends the thread that follows the accounts with an
/// `OutOfMemoryError`. The packed record passes the broker, since its blanks are packed well. A revocation
/// lies behind it.
class AccountReaderMemoryIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String HEAP = "-Xmx128m";
    private static final int LARGER_THAN_HEAP = 160 << 20;
    private static final Map<String, String> SHORT_MEMORY = Map.of("SLUICE_ACCOUNT_VIEW_MAX_AGE", "10s");

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final SchemaStub schemas = SchemaStub.start(0);
    private final PackagedService packaged = PackagedValidator.with(kafka, schemas);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AccountFacts account = TestAccount.fresh().facts();

    @BeforeEach
    void startParts() {
        kafka.start();
        schemas.put("/v1/%s/sources/order/schema".formatted(account.accountId()), Platform.ORDER_SCHEMA);
    }

    @AfterEach
    void stopParts() {
        http.close();
        schemas.close();
        kafka.close();
    }

    @Test
    void closesTheRightsUntilItsThreadHasReadEverything() throws Exception {
        var service = packaged.start(SHORT_MEMORY, HEAP);
        try {
            var giant = revokeBehindGiant();

            await().atMost(LIMIT).until(() -> answer("stolen").statusCode() == 503);
            assertThat(answer("stolen").headers().firstValue("Retry-After")).isPresent();
            assertThat(answer("kept").statusCode()).isEqualTo(503);
            await().atMost(LIMIT).until(() -> health().contains("\"account-facts\""));

            remove(giant);

            await().atMost(LIMIT).until(() -> answer("kept").statusCode() == 200);
            assertThat(answer("stolen").statusCode()).isEqualTo(401);
            assertThat(service.isAlive()).isTrue();
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    @Tag("long")
    void endsAsOftenAsItIsStartedWhereThatIsTheRule() throws Exception {
        var first = packaged.start(SHORT_MEMORY, HEAP, "-XX:+ExitOnOutOfMemoryError");
        var giant = revokeBehindGiant();
        assertThat(first.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(3);

        var second = packaged.start(SHORT_MEMORY, HEAP, "-XX:+ExitOnOutOfMemoryError");
        while (second.isAlive()) {
            assertThat(statusIfAny("stolen")).isNotEqualTo(200);
        }
        assertThat(second.exitValue()).isEqualTo(3);

        remove(giant);
        var third = packaged.start(SHORT_MEMORY, HEAP, "-XX:+ExitOnOutOfMemoryError");
        try {
            await().atMost(LIMIT).until(() -> statusIfAny("kept") == 200);
            assertThat(statusIfAny("stolen")).isEqualTo(401);
        } finally {
            third.destroyForcibly().waitFor();
        }
    }

    /// Returns when the token `stolen` worked, and lies revoked behind the record that nobody can read.
    private RecordMetadata revokeBehindGiant() throws Exception {
        await().atMost(LIMIT).until(() -> statusIfAny("stolen") == 503);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        2 * LARGER_THAN_HEAP,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L * LARGER_THAN_HEAP),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var place = send(producer, account);
            await().atMost(LIMIT).until(() -> answer("stolen").statusCode() == 200);
            var blanks = " ".repeat(LARGER_THAN_HEAP).getBytes(StandardCharsets.US_ASCII);
            var giant = producer.send(new ProducerRecord<>(Topics.ACCOUNT_CHANGED, place.partition(), "giant", blanks))
                    .get();
            send(
                    producer,
                    TestAccount.after(account).revokedTokens(Set.of("stolen")).facts());
            return giant;
        }
    }

    private static RecordMetadata send(KafkaProducer<String, byte[]> producer, AccountFacts facts) throws Exception {
        return producer.send(new ProducerRecord<>(
                        Topics.ACCOUNT_CHANGED,
                        facts.accountId().value(),
                        SluiceJson.mapper().writeValueAsBytes(facts)))
                .get();
    }

    private void remove(RecordMetadata giant) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ACCOUNT_CHANGED);
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // Of a topic that is only compacted, nothing can be removed.
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            Set.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact,delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(
                            new TopicPartition(giant.topic(), giant.partition()),
                            RecordsToDelete.beforeOffset(giant.offset() + 1)))
                    .all()
                    .get();
        }
    }

    private String health() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(packaged.managementUrl() + "/q/health/ready"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /// 0 while the service does not answer.
    private int statusIfAny(String token) throws InterruptedException {
        try {
            return answer(token).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    /// What a dry run with that token is answered.
    private HttpResponse<String> answer(String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "%s/v1/%s/sources/order/validate".formatted(packaged.url(), account.accountId())))
                        .header("Content-Type", "text/csv")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Tokens.tenant(account.accountId().value())
                                                .claim("jti", token)
                                                .sign(packaged.tokenKey().getPrivate()))
                        .POST(BodyPublishers.ofString("id,name\n1,a\n"))
                        .build(),
                BodyHandlers.ofString());
    }
}
