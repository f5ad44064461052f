package io.sluice.job.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.account.AccountId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatcherReadyTest {
    private final AtomicLong now = new AtomicLong();
    private HttpServer watcher;
    private WatcherReady ready;
    private volatile int status = 200;
    private volatile Duration unpublished = Duration.ZERO;
    private volatile Duration unseen = Duration.ZERO;
    private volatile String unseenAccounts = "";

    @BeforeEach
    void start() throws Exception {
        watcher = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        watcher.createContext("/q/health/ready", exchange -> {
            var health = """
                    {"status": "UP", "checks": [
                      {"name": "dependencies", "status": "UP"},
                      {"name": "scan cycles", "status": "UP", "data":
                        {"unpublished_ms": %d, "unseen_ms": %d, "unseen_accounts": "%s"}}]}
                    """.formatted(unpublished.toMillis(), unseen.toMillis(), unseenAccounts)
                    .getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(status, health.length);
                exchange.getResponseBody().write(health);
            }
        });
        watcher.start();
        ready = new WatcherReady(
                URI.create("http://127.0.0.1:" + watcher.getAddress().getPort() + "/"),
                SSLContext.getDefault(),
                new SimpleMeterRegistry(),
                now::get);
    }

    @AfterEach
    void stop() {
        ready.close();
        watcher.stop(0);
    }

    @Test
    void isNotWatchedBeforeTheFirstAnswer() {
        assertThat(ready.isWatchedWithin(Duration.ofDays(1))).isFalse();
    }

    @Test
    void isWatchedWithoutAGapWhileAnswersFollowOneAnother() throws Exception {
        ready.run();
        pass(15);
        ready.run();
        pass(15);

        assertThat(isWatched()).isTrue();
        assertThat(ready.watchedSince()).isZero();
    }

    @Test
    void isWatchedAnewAfterAGap() throws Exception {
        ready.run();
        status = 503;
        pass(15);
        assertThatThrownBy(ready::run).hasMessage("it completes no scan cycles, its readiness is 503");
        pass(15);
        assertThat(isWatched()).isFalse();
        status = 200;

        ready.run();

        assertThat(isWatched()).isTrue();
        assertThat(ready.watchedSince()).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void isNotWatchedWhenWhatWasFoundIsNotPublishedForLong() throws Exception {
        ready.run();
        pass(3);

        unpublished = Duration.ofSeconds(3);
        ready.run();
        assertThat(isWatched()).isTrue();
        pass(18);
        assertThat(isWatched()).isFalse();

        unpublished = Duration.ofSeconds(21);
        assertThatThrownBy(ready::run).hasMessage("it has not found or not published what arrived 21 s ago");
        assertThat(isWatched()).isFalse();
    }

    /// A scan cycle hangs. The watcher is ready for a minute more.
    @Test
    void isNotWatchedWhenNoCompletedCycleBeganForLong() throws Exception {
        ready.run();
        pass(15);
        unseen = Duration.ofSeconds(17);
        ready.run();
        assertThat(isWatched()).isTrue();

        pass(4);

        assertThat(isWatched()).isFalse();
        unseen = Duration.ofSeconds(21);
        assertThatThrownBy(ready::run).hasMessage("it has not found or not published what arrived 21 s ago");
    }

    @Test
    void seesNotTheAccountsThatTheVolumeDenies() throws Exception {
        unseenAccounts = "acme,110-1234-567";

        ready.run();

        assertThat(isWatched()).isTrue();
        assertThat(List.of("acme", "110-1234-567", "other"))
                .extracting(account -> ready.sees(new AccountId(account)))
                .containsExactly(false, false, true);
    }

    @Test
    void seesAllAccountsOfAWatcherThatNamesNone() throws Exception {
        ready.run();

        assertThat(ready.sees(new AccountId("acme"))).isTrue();
    }

    @Test
    void isWatchedWhileABusyWatcherAlwaysHasSomethingToPublish() throws Exception {
        unpublished = Duration.ofSeconds(4);

        for (var seconds = 0; seconds < 60; seconds += 3) {
            ready.run();
            pass(3);

            assertThat(isWatched()).isTrue();
        }
        assertThat(ready.watchedSince()).isZero();
    }

    private boolean isWatched() {
        return ready.isWatchedWithin(WatcherReady.LONGEST_GAP);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
