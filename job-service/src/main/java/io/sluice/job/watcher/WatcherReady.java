package io.sluice.job.watcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.OutgoingTls;
import io.sluice.events.health.HealthProbe;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;

/// Until when the folders are watched: everything that had arrived by then was found and published. Later
/// uploads can lie in their folders without an event that says so.
///
/// | sftp-watcher | the folders are watched until |
/// |---|---|
/// | is ready: it completes its scan cycles | now, less the age of what the broker does not hold yet |
/// | is not ready, or does not answer | the latest moment before |
///
/// The address leads to any watcher that is ready. Each of them looks into all folders, so one is enough. One
/// request each three seconds costs less than a message for each cycle.
@ApplicationScoped
public class WatcherReady implements HealthProbe {
    /// Longer than a restart takes. In a longer gap nobody sees what arrives.
    public static final Duration LONGEST_GAP = Duration.ofSeconds(20);

    private static final String PATH = "/q/health/ready";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final ObjectMapper json = SluiceJson.mapper();
    private final URI readiness;
    private final LongSupplier nanoTime;
    private final HttpClient http;
    private final HttpClient measured;
    private volatile Watch watch = new Watch(Long.MIN_VALUE, Long.MIN_VALUE);

    @Inject
    WatcherReady(WatcherConfig config, OutgoingTls tls, MeterRegistry meters) {
        this(config.managementUrl(), tls.context(), meters, System::nanoTime);
    }

    WatcherReady(URI watcher, SSLContext tls, MeterRegistry meters, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.readiness = URI.create(watcher.toString().replaceAll("/+$", "") + PATH);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(tls)
                .build();
        this.measured = MicrometerHttpClient.instrumentationBuilder(http, meters)
                .uriMapper(request -> PATH)
                .build();
    }

    @Override
    public String name() {
        return "sftp-watcher";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() throws IOException, InterruptedException {
        var asked = nanoTime.getAsLong();
        var request = HttpRequest.newBuilder(readiness).timeout(TIMEOUT).build();
        var answer = measured.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    "it completes no scan cycles, its readiness is %d".formatted(answer.statusCode()));
        }
        var unpublished = unpublished(answer.body());
        if (unpublished.compareTo(LONGEST_GAP) > 0) {
            throw new IllegalStateException(
                    "the broker has not held what it found for %,d s".formatted(unpublished.toSeconds()));
        }
        watch = new Watch(
                isWatchedWithin(LONGEST_GAP) ? watch.since() : nanoTime.getAsLong(), asked - unpublished.toNanos());
        return "it completes its scan cycles and publishes what it finds";
    }

    /// For how long the broker has not held something that was found; no check of an older watcher says it.
    private Duration unpublished(String health) throws JsonProcessingException {
        return Duration.ofMillis(StreamSupport.stream(
                        json.readTree(health).path("checks").spliterator(), false)
                .mapToLong(check -> check.path("data").path("unpublished_ms").asLong())
                .max()
                .orElse(0));
    }

    /// Whether the folders were watched that long ago or later.
    public boolean isWatchedWithin(Duration age) {
        var last = watch.until();
        return last != Long.MIN_VALUE && nanoTime.getAsLong() - last <= age.toNanos();
    }

    /// Since when the folders are watched without a gap, by the monotonic clock. What a gap left unseen was
    /// published before that moment.
    public long watchedSince() {
        return watch.since();
    }

    /// Answers that followed one another without a gap.
    ///
    /// @param since when the first one came
    /// @param until until when everything that had arrived is published
    private record Watch(long since, long until) {}

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
