package io.sluice.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WokenThreadTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsAtItsStartAndWhenItIsWoken() {
        try (var thread = new WokenThread("woken", NEVER, runs::incrementAndGet)) {
            thread.start();
            await().until(() -> runs.get() == 1);

            thread.wake();

            await().until(() -> runs.get() == 2);
        }
    }

    @Test
    void runsInEachInterval() {
        try (var thread = new WokenThread("woken", Duration.ofMillis(1), runs::incrementAndGet)) {
            thread.start();

            await().until(() -> runs.get() > 3);
        }
    }

    @Test
    void runsOnceMoreHoweverOftenItWasWokenMeanwhile() {
        var mayEnd = new CountDownLatch(1);
        try (var thread = new WokenThread("woken", NEVER, () -> {
            runs.incrementAndGet();
            mayEnd.await();
        })) {
            thread.start();
            await().until(() -> runs.get() == 1);
            thread.wake();
            thread.wake();
            thread.wake();
            mayEnd.countDown();
            await().until(() -> runs.get() == 2);

            thread.wake();

            await().until(() -> runs.get() >= 3);
        }
        assertThat(runs).hasValue(3);
    }

    @Test
    void waitsForTheEndOfTheWork() throws Exception {
        var mayEnd = new CountDownLatch(1);
        var thread = new WokenThread("woken", NEVER, () -> {
            runs.incrementAndGet();
            CompletableFuture.supplyAsync(() -> awaited(mayEnd)).join();
        });
        thread.start();
        await().until(() -> runs.get() == 1);

        assertThat(thread.close(Duration.ZERO)).isFalse();
        mayEnd.countDown();

        assertThat(thread.close(NEVER)).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void endsWithoutAStart() throws Exception {
        var thread = new WokenThread("woken", NEVER, runs::incrementAndGet);

        thread.close();

        assertThat(thread.close(NEVER)).isTrue();
        assertThat(runs).hasValue(0);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
