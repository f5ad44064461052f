package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.service.PackagedService;
import io.sluice.objects.report.CheckFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The packaged service as a process of its own with 256 MiB of heap, killed in the middle of a big file.
class KilledIT {
    private static final String ACCOUNT = "110-1234-567";

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final SchemaStub schemas = SchemaStub.start(0);
    private final PackagedService packaged = PackagedValidator.with(kafka, schemas);

    @BeforeEach
    void startParts() {
        kafka.start();
        schemas.put("/v1/%s/sources/order/schema".formatted(ACCOUNT), Platform.ORDER_SCHEMA);
    }

    @AfterEach
    void stopParts() {
        schemas.close();
        kafka.close();
    }

    @Test
    void comesToOneOutcomeWhenItIsKilledInTheMiddle() throws IOException, InterruptedException {
        comesToOneOutcomeWhenItIsKilledAmid(1_500_000);
    }

    @Test
    @Tag("long")
    void comesToOneOutcomeWhenItIsKilledInTheMiddleOfAGibibyte() throws IOException, InterruptedException {
        comesToOneOutcomeWhenItIsKilledAmid(30_000_000);
    }

    @Test
    @Tag("long")
    void givesUpAFileThatKillsEachProcessAndGoesOnWithTheOthers() throws IOException, InterruptedException {
        try (var platform = new Platform(TestSftp.address().volume(), kafka.bootstrapServers(), schemas.url())) {
            var deadly = platform.layRows(ACCOUNT, "20200201", 30_000_000);
            var service = start();
            awaitReady();
            platform.claim(deadly);
            for (int process = 1; process <= 5; process++) {
                awaitReadingBy(process, platform, deadly);
                service.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                service = start();
            }
            var harmless = platform.claim(platform.layRows(ACCOUNT, "20200202", 10));

            var validated = platform.awaitValidated(2, deadly, harmless);

            service.destroy();
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(validated)
                    .extracting(UploadValidated::job, UploadValidated::outcome)
                    .containsExactlyInAnyOrder(
                            tuple(deadly.job(), Outcome.FAILED), tuple(harmless.job(), Outcome.SUCCESS));
            assertThat(validated)
                    .filteredOn(outcome -> outcome.job().equals(deadly.job()))
                    .singleElement()
                    .matches(CheckFailure.UNEXPECTED::isCauseOf);
        }
    }

    /// Each process publishes progress when it has noted its attempt and begins to read. Its reading ends
    /// here, as if the file had killed it.
    private static void awaitReadingBy(int process, Platform platform, UploadClaimed claim) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> platform.records(Topics.JOB_PROGRESS).stream()
                                .filter(progress -> progress.value()
                                        .contains(claim.job().jobId().value()))
                                .filter(progress -> progress.value().contains("\"rows\":0,"))
                                .count()
                        >= process);
    }

    private void comesToOneOutcomeWhenItIsKilledAmid(int rows) throws IOException, InterruptedException {
        try (var platform = new Platform(TestSftp.address().volume(), kafka.bootstrapServers(), schemas.url())) {
            var claim = platform.layRows(ACCOUNT, "20200201", rows);
            var first = start();
            awaitReady();
            platform.claim(claim);
            awaitReading(platform, claim);

            first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            var second = start();

            var started = System.nanoTime();
            var validated = platform.awaitValidated(1, claim);
            var residentKilobytes = resident(second);
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(validated).singleElement().satisfies(outcome -> {
                assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCESS);
                assertThat(outcome.rows()).isEqualTo(rows);
                assertThat(outcome.size()).isEqualTo(claim.size());
                assertThat(outcome.job().accountId()).isEqualTo(new AccountId(ACCOUNT));
            });
            System.out.printf(
                    "%,d bytes validated in %,d ms after the restart, %,d KB resident; started to validated: %s%n",
                    claim.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                    residentKilobytes,
                    Duration.between(
                            validated.getFirst().startedAt(),
                            validated.getFirst().validatedAt()));
        }
    }

    private static void awaitReading(Platform platform, UploadClaimed claim) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.records(Topics.JOB_PROGRESS).stream()
                        .anyMatch(progress ->
                                progress.value().contains(claim.job().jobId().value())));
    }

    private Process start() throws IOException {
        return packaged.start(Map.of(), "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    }

    private void awaitReady() {
        var request = HttpRequest.newBuilder(URI.create(packaged.managementUrl() + "/q/health/ready"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
