package io.sluice.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisedThreadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger runs = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutOfMemoryError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                IllegalStateException.class,
                IOException.class,
                InterruptedException.class
            })
    void beginsAgainWhateverItsWorkThrows(Class<? extends Throwable> kind) throws Exception {
        var failure = kind.getConstructor().newInstance();

        try (var thread = SupervisedThread.start(
                "again",
                () -> {
                    if (runs.incrementAndGet() < 3) {
                        throwIt(failure);
                    }
                    untilInterrupted();
                },
                PAUSE)) {
            await().atMost(TIMEOUT).until(() -> runs.get() == 3 && thread.isRunning());
        }

        assertThat(SupervisedThread.paused()).isEmpty();
    }

    @Test
    void isNamedWhileItWaitsForItsNextTry() throws Exception {
        var thread = SupervisedThread.start(
                "failing",
                () -> {
                    throw new OutOfMemoryError();
                },
                TIMEOUT);

        await().atMost(TIMEOUT).until(() -> SupervisedThread.paused().contains("failing"));
        assertThat(thread.isRunning()).isFalse();
        thread.close(TIMEOUT);

        assertThat(SupervisedThread.paused()).isEmpty();
    }

    @Test
    void endsWhenItsWorkIsDone() {
        try (var thread = SupervisedThread.start("once", runs::incrementAndGet, PAUSE)) {
            await().atMost(TIMEOUT).until(() -> !thread.isRunning());
        }

        assertThat(runs).hasValue(1);
    }

    @Test
    void interruptsItsWorkWhenItIsAskedToStop() throws Exception {
        var working = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var thread = SupervisedThread.start("stopped", () -> {
            working.countDown();
            try {
                untilInterrupted();
            } catch (InterruptedException stop) {
                interrupted.countDown();
                throw stop;
            }
        });
        working.await();

        thread.close(TIMEOUT);

        assertThat(interrupted.getCount()).isZero();
        assertThat(thread.isRunning()).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwIt(Throwable failure) throws E {
        throw (E) failure;
    }

    private static void untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
