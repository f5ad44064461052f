package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.service.ValidatorJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the service takes of the memory while it checks files of several shapes and writes their data, with
/// the JVM's options of `./sluice up`. It says the figures in lines that begin with `MemoryIT`.
@Tag("long")
class MemoryIT {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final SchemaStub schemas = SchemaStub.start(0);
    private final AtomicLong mostAnonymous = new AtomicLong();

    @BeforeEach
    void startParts() {
        kafka.start();
    }

    @AfterEach
    void stopParts() {
        schemas.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void staysBelowItsLimit(ShapedFile shape) throws IOException, InterruptedException {
        var packaged = PackagedValidator.with(kafka, schemas);
        var claims = new ArrayList<UploadClaimed>();
        try (var platform = new Platform(TestSftp.address().volume(), kafka.bootstrapServers(), schemas.url());
                var looks = Executors.newSingleThreadScheduledExecutor()) {
            for (int i = 0; i < shape.files; i++) {
                claims.add(lay(shape, "memory-%s-%d".formatted(name(shape), i), platform));
            }
            var service = packaged.start(
                    Map.of("SLUICE_VALIDATION_WORKERS", Integer.toString(Math.max(2, shape.files))),
                    ValidatorJvm.OPTIONS.toArray(String[]::new));
            try {
                awaitReady(packaged.managementUrl());
                var looking = looks.scheduleWithFixedDelay(() -> look(service), 0, 20, TimeUnit.MILLISECONDS);
                var cpuBefore = cpu(service);
                claims.forEach(platform::claim);

                var validated = platform.awaitValidated(claims.size(), LONGEST, claims.toArray(UploadClaimed[]::new));

                var megabytes = mostAnonymous.get() / 1_000_000;
                System.out.printf(
                        "MemoryIT: %s, %d MB of files, %d MB anonymous at most, %d CPU-seconds%n",
                        name(shape),
                        claims.stream().mapToLong(UploadClaimed::size).sum() / 1_000_000,
                        megabytes,
                        cpu(service).minus(cpuBefore).toSeconds());
                assertThat(validated)
                        .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.SUCCESS));
                assertThat(looking.isDone()).isFalse();
                assertThat(megabytes).isBetween(1L, shape.mostMegabytes);
            } finally {
                service.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                looks.shutdownNow();
                for (var claim : claims) {
                    Files.delete(platform.onDisk(claim.job()));
                }
            }
        }
    }

    private UploadClaimed lay(ShapedFile shape, String account, Platform platform) {
        schemas.put("/v1/%s/sources/order/schema".formatted(account), shape.schema());
        return platform.lay(account, "20200201", "csv", shape::writeTo);
    }

    private static String name(ShapedFile shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// Memory that no file backs: what a limit of a container counts in any case. Only Linux says it.
    private void look(Process process) {
        status(process).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .forEach(now -> mostAnonymous.accumulateAndGet(now, Math::max));
    }

    private static List<String> status(Process process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static void awaitReady(String url) {
        var request =
                HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
        }
    }
}
