package io.sluice.job.watcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.events.OutgoingTls;
import io.sluice.events.health.HealthProbe;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Whether a watcher completes its scan cycles. While none does, an upload can lie in its folder without an
/// event that says so.
///
/// A watcher is ready while its cycles are completed, so its readiness is the answer. One request each three
/// seconds costs less than a message for each cycle.
@ApplicationScoped
public class WatcherReady implements HealthProbe {
    private static final String PATH = "/q/health/ready";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final URI readiness;
    private final HttpClient http;
    private final HttpClient measured;
    private volatile long watched = Long.MIN_VALUE;

    WatcherReady(WatcherConfig config, OutgoingTls tls, MeterRegistry meters) {
        this.readiness = URI.create(config.managementUrl().toString().replaceAll("/+$", "") + PATH);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(tls.context())
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
        var asked = System.nanoTime();
        var request = HttpRequest.newBuilder(readiness).timeout(TIMEOUT).build();
        var status = measured.send(request, BodyHandlers.discarding()).statusCode();
        if (status != OK) {
            throw new IllegalStateException("it completes no scan cycles, its readiness is %d".formatted(status));
        }
        watched = asked;
        return "it completes its scan cycles";
    }

    /// Whether the folders were watched that long ago or later.
    public boolean isWatchedWithin(Duration age) {
        var last = watched;
        return last != Long.MIN_VALUE && System.nanoTime() - last <= age.toNanos();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
