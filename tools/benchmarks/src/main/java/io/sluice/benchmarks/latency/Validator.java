package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.scan.ProcessTimes;
import io.sluice.devstack.parts.process.ProcessGuard;
import io.sluice.devstack.parts.service.ValidatorJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The validator of a Sluice that was started without one, with or without data sets. Follows its memory.
final class Validator implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int OK = 200;

    private final Process process;
    private final Thread follower = Thread.ofPlatform().daemon().unstarted(this::follow);
    private volatile double megabytes;

    private Validator(Process process) {
        this.process = process;
    }

    /// Starts it as `./sluice up` does and waits until it is ready.
    ///
    /// @param home the checkout, with the packaged service
    static Validator start(Path home, RunningStack stack, boolean dataSets) throws IOException, InterruptedException {
        var folder = Path.of(stack.get("SLUICE_DATA_DIR"));
        var settings = folder.resolve("config/validator-service.properties");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ValidatorJvm.OPTIONS);
        command.addAll(List.of(
                "-Dquarkus.config.locations=" + settings,
                "-Dsluice.data-sets.enabled=" + dataSets,
                "-jar",
                home.resolve("validator-service/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("logs/validator-benchmark.log").toFile()));
        var validator = new Validator(ProcessGuard.instance().guard(builder.start()));
        validator.awaitReady(settings);
        validator.follower.start();
        return validator;
    }

    private void awaitReady(Path settings) throws IOException, InterruptedException {
        var properties = new Properties();
        try (InputStream file = Files.newInputStream(settings)) {
            properties.load(file);
        }
        var ready = URI.create(
                "http://127.0.0.1:%s/q/health/ready".formatted(properties.getProperty("quarkus.management.port")));
        var deadline = System.nanoTime() + START.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!isReady(http, ready)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IOException("the validator is not ready, see logs/validator-benchmark.log");
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private static boolean isReady(HttpClient http, URI ready) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5));
            return http.send(request.build(), BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void follow() {
        while (process.isAlive()) {
            megabytes = Math.max(megabytes, ProcessTimes.anonymousMegabytes(process.pid()));
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// The largest anonymous memory since the last call.
    double peakMegabytes() {
        var peak = megabytes;
        megabytes = 0;
        return peak;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
