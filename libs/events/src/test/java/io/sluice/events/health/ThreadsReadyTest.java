package io.sluice.events.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.threads.SupervisedThread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ThreadsReadyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ThreadsReady ready = new ThreadsReady();
    private final AtomicBoolean broken = new AtomicBoolean(true);

    @Test
    void namesAThreadThatFailedUntilItRunsAgain() {
        try (var thread = SupervisedThread.start("account-facts", this::work)) {
            await().atMost(LIMIT).until(() -> ready.call().getStatus() == Status.DOWN);
            assertThat(ready.call().getName()).isEqualTo("threads");
            assertThat(ready.call().getData()).contains(Map.of("failed", "account-facts"));

            broken.set(false);

            await().atMost(LIMIT).until(thread::isRunning);
            assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
        }
    }

    private void work() throws InterruptedException {
        if (broken.get()) {
            throw new OutOfMemoryError();
        }
        new CountDownLatch(1).await();
    }
}
