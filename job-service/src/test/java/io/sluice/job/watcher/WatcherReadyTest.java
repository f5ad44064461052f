package io.sluice.job.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatcherReadyTest {
    private final AtomicLong now = new AtomicLong();
    private HttpServer watcher;
    private WatcherReady ready;
    private volatile int answer = 200;

    @BeforeEach
    void start() throws IOException {
        watcher = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        watcher.createContext("/q/health/group/watching", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        watcher.start();
        ready = new WatcherReady(
                URI.create("http://127.0.0.1:" + watcher.getAddress().getPort() + "/"),
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
        pass(Duration.ofSeconds(15));
        ready.run();
        pass(Duration.ofSeconds(15));

        assertThat(ready.isWatchedWithin(Duration.ofSeconds(20))).isTrue();
        assertThat(ready.watchedSince()).isZero();
    }

    @Test
    void isWatchedAnewAfterAGap() throws Exception {
        ready.run();
        answer = 503;
        pass(Duration.ofSeconds(15));
        assertThatThrownBy(ready::run).hasMessage("it publishes no contents of folders, its answer is 503");
        pass(Duration.ofSeconds(15));
        assertThat(ready.isWatchedWithin(Duration.ofSeconds(20))).isFalse();
        answer = 200;

        ready.run();

        assertThat(ready.isWatchedWithin(Duration.ofSeconds(20))).isTrue();
        assertThat(ready.watchedSince()).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
