package io.sluice.watcher.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.watcher.testing.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The volume, the broker or the object store hangs, as a halted process does: connections stay open and
/// nothing answers.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SurroundingsResource.class)
class OutageIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final BrokerClient broker = BrokerClient.ofApplication();

    @ConfigProperty(name = "sluice.test.sftp-volume")
    Path volume;

    @BeforeEach
    void isWell() {
        broker.send(World.accountFacts("acme", "order", "member"));
        awaitStatus("/q/health", 200, LONG);
    }

    @Test
    void saysWithinSecondsThatTheVolumeHangsAndTakesUploadsAfterwards() throws Exception {
        upload("20210501_order.csv");

        try (var logged = new LoggedLines()) {
            try (var _ = TestSftp.halt()) {
                awaitStatus("/q/health/ready", 503, SECONDS);
                given().get(ManagementPort.url("/q/health/live")).then().statusCode(200);
                // A cycle hangs, so nothing that arrived since it began is found.
                assertThat(given().get(ManagementPort.url("/q/health/ready"))
                                .jsonPath()
                                .getInt("checks.data.unseen_ms.flatten().findAll { it != null }.max()"))
                        .isGreaterThan(5_000);
                assertThat(given().get(ManagementPort.url("/q/health/ready"))
                                .jsonPath()
                                .getString("checks.find { it.name == 'dependencies' }.data.volume"))
                        .startsWith("no success for ");
            }
            awaitStatus("/q/health", 200, LONG);
            upload("20210502_order.csv");

            await().atMost(LONG)
                    .until(() -> claimed().containsAll(List.of("20210501_order.csv", "20210502_order.csv")));
            assertThat(warnings(logged)).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void claimsWhileBrokerAndObjectStoreHangAndAnnouncesAfterwards() throws Exception {
        try (var logged = new LoggedLines()) {
            TestKafka.halt();
            TestObjectStore.halt();
            try {
                var archive = CompletableFuture.supplyAsync(OutageIT::archive);
                upload("20210503_order.csv");
                upload("20210504_order.csv");
                await().atMost(LONG).until(() -> waiting().stream().noneMatch(name -> name.startsWith("202105")));
                awaitStatus("/q/health/well", 503, SECONDS);
                given().get(ManagementPort.url("/q/health/ready"))
                        .then()
                        .statusCode(200)
                        .body("checks.data.unpublished_ms.flatten().findAll { it != null }.max()", greaterThan(0));
                given().get(ManagementPort.url("/q/health/live")).then().statusCode(200);

                assertThat(archive).succeedsWithin(SECONDS);
                assertThat(archive.join().statusCode()).isEqualTo(503);
                assertThat(archive.join().contentType()).isEqualTo("application/problem+json");
                assertThat(archive.join().header("Retry-After")).isNotNull();
            } finally {
                TestKafka.goOn();
                TestObjectStore.goOn();
            }

            await().atMost(LONG)
                    .until(() -> claimed().containsAll(List.of("20210503_order.csv", "20210504_order.csv")));
            await().atMost(LONG).until(() -> archive().statusCode() == 200);
            awaitStatus("/q/health", 200, LONG);
            assertThat(warnings(logged)).doesNotHaveDuplicates();
        }
    }

    private static Response archive() {
        return given().auth().oauth2(Tokens.admin()).get("/v1/acme/archive");
    }

    /// The files that lie in the folder of orders.
    private List<String> waiting() {
        return List.of(Objects.requireNonNull(
                volume.resolve("accounts/acme/sources/order").toFile().list()));
    }

    /// A broker that keeps the producers' times refuses those of a clock that is more than an hour ahead.
    @Test
    void brokerTakesRecordsOfAClockThatIsAhead() throws Exception {
        var inTwoDays = Instant.now().plus(Duration.ofDays(2)).toEpochMilli();

        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (var topic : Topics.ALL) {
                var sent = producer.send(new ProducerRecord<>(Topics.deadLetters(topic), null, inTwoDays, "", "{}"));

                assertThat(sent.get(LONG.toSeconds(), TimeUnit.SECONDS).timestamp())
                        .isLessThan(inTwoDays);
            }
        }
    }

    private List<String> claimed() {
        return broker.events(Topics.UPLOAD_CLAIMED, UploadClaimed.class).stream()
                .map(claim -> claim.job().fileName())
                .toList();
    }

    /// What was logged, without what differs from line to line.
    private static List<String> warnings(LoggedLines logged) {
        return logged.of("io.sluice").stream()
                .filter(line -> !line.startsWith("INFO"))
                .map(line -> line.replaceAll("(forSeconds|cause|jobId|folders)=.*", ""))
                .toList();
    }

    private static void awaitStatus(String path, int status, Duration timeout) {
        await().atMost(timeout)
                .until(() -> given().get(ManagementPort.url(path)).statusCode() == status);
    }

    private static void upload(String name) throws Exception {
        var session =
                new JSch().getSession("acme", "127.0.0.1", TestSftp.address().port());
        session.setPassword(TestSftp.PASSWORD);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(10_000);
        channel.put(new ByteArrayInputStream("id\n1\n".getBytes(StandardCharsets.UTF_8)), "/sources/order/" + name);
        channel.disconnect();
        session.disconnect();
    }
}
