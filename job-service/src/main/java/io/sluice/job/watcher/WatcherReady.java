package io.sluice.job.watcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.account.AccountId;
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
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;

/// Until when the folders are watched: everything that had arrived by then was found and published. Later
/// uploads can lie in their folders without an event that says so.
///
/// | sftp-watcher | the folders are watched until |
/// |---|---|
/// | is ready: it completes its scan cycles | now, less `unseen_ms` or, if it is more, `unpublished_ms` |
/// | is not ready, or does not answer | the latest moment before |
///
/// `unseen_ms` says for how long the watcher may have missed what arrived, `unpublished_ms` how old the
/// oldest thing is that it found and that the broker does not hold yet. A watcher cannot find what the volume
/// denies it, so it names these accounts in `unseen_accounts`.
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
    private volatile Watch watch = new Watch(Long.MIN_VALUE, Long.MIN_VALUE, Set.of());

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
        var data = data(answer.body());
        var behind = longest(data, "unseen_ms", "unpublished_ms");
        if (behind.compareTo(LONGEST_GAP) > 0) {
            throw new IllegalStateException(
                    "it has not found or not published what arrived %,d s ago".formatted(behind.toSeconds()));
        }
        watch = new Watch(
                isWatchedWithin(LONGEST_GAP) ? watch.since() : nanoTime.getAsLong(),
                asked - behind.toNanos(),
                accounts(data));
        return "it completes its scan cycles and publishes what it finds";
    }

    /// What the checks say; an older watcher says less.
    private List<JsonNode> data(String health) throws JsonProcessingException {
        return StreamSupport.stream(json.readTree(health).path("checks").spliterator(), false)
                .map(check -> check.path("data"))
                .toList();
    }

    private static Duration longest(List<JsonNode> data, String... names) {
        return Duration.ofMillis(data.stream()
                .flatMapToLong(check ->
                        Stream.of(names).mapToLong(name -> check.path(name).asLong()))
                .max()
                .orElse(0));
    }

    private static Set<AccountId> accounts(List<JsonNode> data) {
        return data.stream()
                .flatMap(check ->
                        Stream.of(check.path("unseen_accounts").asText().split(",")))
                .flatMap(name -> AccountId.of(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the watcher can find everything in the folders of the account.
    public boolean sees(AccountId account) {
        return !watch.unseen().contains(account);
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
    /// @param unseen accounts in which the watcher cannot find everything
    private record Watch(long since, long until, Set<AccountId> unseen) {}

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
