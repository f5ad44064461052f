package io.sluice.job.watcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
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

/// Whether a watcher completes its scan cycles and publishes what it finds. While none does, an upload can
/// lie in its folder without an event that says so.
///
/// The address leads to any watcher that is ready. Each of them looks into all folders, so one is enough. One
/// request each three seconds costs less than a message for each cycle.
@ApplicationScoped
public class WatcherReady implements HealthProbe {
    /// Longer than a restart takes. In a longer gap nobody sees what arrives.
    public static final Duration LONGEST_GAP = Duration.ofSeconds(20);

    private static final String PATH = "/q/health/group/watching";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final URI watching;
    private final LongSupplier nanoTime;
    private final HttpClient http;
    private final HttpClient measured;
    private volatile Watch watch = new Watch(Long.MIN_VALUE, Long.MIN_VALUE);

    @Inject
    WatcherReady(WatcherConfig config, MeterRegistry meters) {
        this(config.managementUrl(), meters, System::nanoTime);
    }

    WatcherReady(URI watcher, MeterRegistry meters, LongSupplier nanoTime) {
        this.watching = URI.create(watcher.toString().replaceAll("/+$", "") + PATH);
        this.nanoTime = nanoTime;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
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
        var request = HttpRequest.newBuilder(watching).timeout(TIMEOUT).build();
        var status = measured.send(request, BodyHandlers.discarding()).statusCode();
        if (status != OK) {
            throw new IllegalStateException("it publishes no contents of folders, its answer is %d".formatted(status));
        }
        watch = new Watch(isWatchedWithin(LONGEST_GAP) ? watch.since() : nanoTime.getAsLong(), asked);
        return "it publishes the contents of folders";
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
    /// @param until when the latest one was asked for
    private record Watch(long since, long until) {}

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
