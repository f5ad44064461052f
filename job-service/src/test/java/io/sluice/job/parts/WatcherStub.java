package io.sluice.job.parts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Answers replays like sftp-watcher, which has the file of every job except those of 2020-12-31.
public final class WatcherStub implements QuarkusTestResourceLifecycleManager {
    private final ObjectMapper json = SluiceJson.mapper();
    private final HttpServer server = listening();
    private volatile boolean watching = true;
    private volatile Duration unpublished = Duration.ZERO;
    private volatile Set<AccountId> unseen = Set.of();
    private final Map<AccountId, SlowReplays> slow = new ConcurrentHashMap<>();

    /// Whether its scan cycles are completed.
    public void setWatching(boolean isWatching) {
        watching = isWatching;
    }

    /// For how long the broker has not held what it found.
    public void setUnpublished(Duration age) {
        unpublished = age;
    }

    /// The accounts in which the volume denies it something.
    public void setUnseen(Set<AccountId> accounts) {
        unseen = Set.copyOf(accounts);
    }

    /// Lets the replays of an account last until the second latch is open.
    ///
    /// @param begun counts each one that has begun
    public void slowDown(AccountId account, CountDownLatch begun, CountDownLatch end) {
        slow.put(account, new SlowReplays(begun, end));
    }

    private record SlowReplays(CountDownLatch begun, CountDownLatch end) {}

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(WatcherStub.class));
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/replays", this::handle);
        server.createContext("/q/health/ready", exchange -> {
            try (exchange) {
                answer(exchange, watching ? 200 : 503, Map.of("checks", List.of(Map.of("data", health()))));
            }
        });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "sluice.watcher.url",
                url,
                "sluice.watcher.management-url",
                url,
                "sluice.service-token",
                "test-service-token");
    }

    private Map<String, Object> health() {
        return Map.of(
                "unpublished_ms",
                unpublished.toMillis(),
                "unseen_accounts",
                unseen.stream().map(AccountId::value).collect(Collectors.joining(",")));
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"Bearer test-service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var request = json.readValue(exchange.getRequestBody(), ReplayRequest.class);
            var slowly = slow.get(request.job().accountId());
            if (slowly != null) {
                slowly.begun().countDown();
                await(slowly.end());
            }
            if (request.laterAttempt().isPresent() && !request.force()) {
                answer(exchange, 409, Map.of("detail", request.laterAttempt().get() + " Send force."));
            } else if (request.job().dataDate().toString().equals("20201231")) {
                answer(exchange, 404, Map.of("detail", "The file is gone."));
            } else {
                answer(exchange, 202, claim(request.job()));
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    private static UploadClaimed claim(JobRef replayed) {
        var now = Instant.now();
        return new UploadClaimed(
                new JobRef(
                        JobId.at(now.toEpochMilli()),
                        replayed.accountId(),
                        replayed.sourceType(),
                        replayed.dataDate(),
                        replayed.fileName()),
                1_000,
                now,
                now,
                now,
                Optional.empty(),
                Optional.of(replayed.jobId()),
                List.of());
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
