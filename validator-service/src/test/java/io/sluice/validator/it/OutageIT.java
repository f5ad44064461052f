package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.process.HaltableWire;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.sftp.AccountBook;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.devstack.parts.sftp.KeyFiles;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.http.ManagementPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Parts become unavailable and return. The service starts while none is available; the first test starts
/// them.
@QuarkusTest
@WithTestResource(StoppedPartsResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final String ACCOUNT = "110-1234-567";
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";

    private static @Nullable OutageParts parts;

    @AfterAll
    static void stopParts() {
        if (parts != null) {
            parts.stop();
        }
    }

    @Test
    @Order(1)
    void startsWhileEverythingIsUnavailable() {
        RestAssured.get(ManagementPort.url("/q/health/live")).then().statusCode(200);
        RestAssured.get(ManagementPort.url("/q/health/ready")).then().statusCode(503);

        parts = OutageParts.start(ConfigProvider.getConfig());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> RestAssured.get(ManagementPort.url("/q/health/ready"))
                        .then()
                        .statusCode(200));
        try (var platform = parts.platform()) {
            platform.putSchema(ACCOUNT, "order", Platform.ORDER_SCHEMA);
            var claim = platform.claim(platform.lay(ACCOUNT, "20200101", "csv", GOOD));
            assertThat(platform.awaitValidated(1, claim).getFirst().outcome()).isEqualTo(Outcome.SUCCESS);
        }
    }

    @Test
    @Order(2)
    void waitsForTheObjectStore() {
        var parts = running();
        try (var platform = parts.platform()) {
            parts.objects().kill();

            var claim = platform.claim(platform.lay(ACCOUNT, "20200102", "csv", GOOD));
            awaitWaiting(1);
            parts.objects().start();

            assertThat(platform.awaitValidated(1, claim)).hasSize(1);
        }
    }

    @Test
    @Order(3)
    void waitsForTheVolume() {
        var parts = running();
        try (var platform = parts.platform()) {
            parts.sftp().stop();

            var claims = List.of(
                    platform.claim(platform.lay(ACCOUNT, "20200103", "csv", GOOD)),
                    platform.claim(platform.lay(ACCOUNT, "20200104", "csv", GOOD)));
            awaitWaiting(2);
            parts.sftp().start();

            assertThat(platform.awaitValidated(1, claims.get(0))).hasSize(1);
            assertThat(platform.awaitValidated(1, claims.get(1))).hasSize(1);
        }
    }

    @Test
    @Order(4)
    void publishesOnceTheBrokerIsBack() {
        var parts = running();
        try (var platform = parts.platform()) {
            var claim = platform.claim(platform.layRows(ACCOUNT, "20200105", 1_500_000));
            await().until(() -> platform.records(Topics.JOB_PROGRESS).stream()
                    .anyMatch(progress ->
                            progress.value().contains(claim.job().jobId().value())));

            parts.kafka().kill();
            parts.kafka().start();

            assertThat(platform.awaitValidated(1, claim))
                    .allMatch(validated -> validated.outcome() == Outcome.SUCCESS && validated.rows() == 1_500_000)
                    .allMatch(platform.awaitValidated(1, claim).getFirst()::equals);
        }
    }

    /// Everything is halted in the midst of a file, as on a machine that is suspended.
    @Test
    @Order(5)
    void goesOnByItselfAfterEverythingWasHalted() {
        var parts = running();
        try (var platform = parts.platform();
                var logged = new LoggedLines()) {
            var first = platform.claim(platform.layRows(ACCOUNT, "20200106", 1_500_000));
            var second = platform.claim(platform.lay(ACCOUNT, "20200107", "csv", GOOD));
            await().until(() -> platform.records(Topics.JOB_PROGRESS).stream()
                    .anyMatch(progress ->
                            progress.value().contains(first.job().jobId().value())));

            parts.halt();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(dependencies())
                                .hasEntrySatisfying("kafka", OutageIT::isSilent)
                                .hasEntrySatisfying("object store", OutageIT::isSilent)
                                .hasEntrySatisfying("volume", OutageIT::isSilent)
                                .containsEntry("degraded", "true"));
                RestAssured.get(ManagementPort.url("/q/health/live")).then().statusCode(200);
                RestAssured.get(ManagementPort.url("/q/health/well")).then().statusCode(503);
            } finally {
                parts.goOn();
            }

            assertThat(platform.awaitValidated(1, first).getFirst().rows()).isEqualTo(1_500_000);
            // An outcome whose confirmation was lost is published again, the same each time.
            var outcomes = platform.awaitValidated(1, second);
            assertThat(outcomes).allMatch(outcomes.getFirst()::equals);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> RestAssured.get(ManagementPort.url("/q/health"))
                            .then()
                            .statusCode(200));
            // The SFTP server is in this JVM, too, and tells of a client that takes nothing for long.
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> !line.startsWith("INFO") && !line.contains("caught in SFTP subsystem"))
                    .allMatch(line -> line.startsWith("WARN"))
                    .extracting(line -> line.replaceAll("(forSeconds|cause|jobId|delay)=.*", ""))
                    .doesNotHaveDuplicates();
        }
    }

    private static Map<String, String> dependencies() {
        return RestAssured.get(ManagementPort.url("/q/health/ready"))
                .jsonPath()
                .getMap("checks.find { it.name == 'dependencies' }.data", String.class, String.class);
    }

    private static void isSilent(String sentence) {
        assertThat(sentence).startsWith("no success for ");
    }

    private static OutageParts running() {
        var started = parts;
        if (started == null) {
            throw new IllegalStateException("the first test starts the parts");
        }
        return started;
    }

    private static void awaitWaiting(int files) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> RestAssured.get(ManagementPort.url("/q/health/ready"))
                                .jsonPath()
                                .getInt("checks.find { it.name == 'validation' }.data.waiting"),
                        waiting -> waiting == files);
    }

    /// The parts at the addresses that [StoppedPartsResource] named.
    private record OutageParts(
            EmbeddedKafka kafka,
            EmbeddedObjectStore objects,
            EmbeddedSftp sftp,
            HaltableWire toSftp,
            SchemaStub schemas,
            Path volume) {

        static OutageParts start(Config config) {
            var folder = Path.of(config.getValue("sluice.test.folder", String.class));
            var volume = folder.resolve("volume");
            var sftpPort = Ports.free();
            return new OutageParts(
                    new EmbeddedKafka(
                                    folder.resolve("kafka"),
                                    config.getValue("sluice.test.kafka-port", int.class),
                                    config.getValue("sluice.test.kafka-controller-port", int.class))
                            .start(),
                    new EmbeddedObjectStore(
                                    folder.resolve("objects"),
                                    config.getValue("sluice.test.object-store-port", int.class))
                            .start(),
                    new EmbeddedSftp(
                                    volume,
                                    "127.0.0.1",
                                    sftpPort,
                                    KeyFiles.ensure(folder.resolve("host-key")),
                                    KeyFiles.line(KeyFiles.ensure(folder.resolve("service-key"))
                                            .getPublic()),
                                    AccountBook.of())
                            .withValidator(KeyFiles.line(KeyFiles.ensure(folder.resolve("service-key"))
                                    .getPublic()))
                            .start(),
                    new HaltableWire(config.getValue("sluice.sftp.port", int.class), sftpPort),
                    SchemaStub.start(config.getValue("sluice.test.schema-port", int.class)),
                    volume);
        }

        Platform platform() {
            return new Platform(volume, kafka.bootstrapServers(), schemas.url());
        }

        void halt() {
            toSftp.halt();
            objects.halt();
            kafka.halt();
        }

        void goOn() {
            toSftp.goOn();
            objects.goOn();
            kafka.goOn();
        }

        void stop() {
            schemas.close();
            toSftp.close();
            sftp.close();
            objects.close();
            kafka.close();
        }
    }
}
