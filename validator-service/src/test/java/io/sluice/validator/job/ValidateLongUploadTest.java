package io.sluice.validator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.validator.data.FakeData;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.job.AttemptResult.Done;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rows of a long file are written by a thread beside the one that checks.
class ValidateLongUploadTest {
    /// More batches than the thread that checks writes itself, and several row groups.
    private static final String LONG = "id,name\n"
            + IntStream.range(0, 150_000)
                    .mapToObj(i -> i + "," + Long.toHexString(i * 0x9E3779B97F4A7C15L) + "\n")
                    .collect(Collectors.joining());

    private final UploadWorld world = new UploadWorld();
    private final Attempts validate = world.newProcess();

    @Test
    void writesTheSameBytesOnAThreadOfItsOwn() {
        var alone = new UploadWorld(new FakeData(0));

        validate.attempt(new UploadJob(world.claimed(LONG)));
        alone.newProcess().attempt(new UploadJob(alone.claimed(LONG)));

        assertThat(world.onlyDataFile().rows()).isEqualTo(150_000);
        assertThat(world.data().objects().keySet())
                .isEqualTo(alone.data().objects().keySet());
        assertThat(world.data().objects().get(world.onlyDataFile().key()))
                .isEqualTo(alone.data().objects().get(world.onlyDataFile().key()));
        assertThat(writingThreads()).isZero();
    }

    /// Each of its records has a batch of its own, and those of some megabytes wait until they are written.
    @Test
    void writesTheSameBytesOfLargeRecords() {
        var large = "id,name\n"
                + IntStream.range(0, 16)
                        .mapToObj(i -> i + "," + "abcdefgh".repeat(i % 3 == 0 ? 700_000 : 150_000) + i + "\n")
                        .collect(Collectors.joining());
        var alone = new UploadWorld(new FakeData(0));

        validate.attempt(new UploadJob(world.claimed(large)));
        alone.newProcess().attempt(new UploadJob(alone.claimed(large)));

        assertThat(world.onlyDataFile().rows()).isEqualTo(16);
        assertThat(world.data().objects().get(world.onlyDataFile().key()))
                .isEqualTo(alone.data().objects().get(world.onlyDataFile().key()));
        assertThat(writingThreads()).isZero();
    }

    @Test
    void triesALongFileAgainWhoseRowsCannotBeWritten() {
        var job = new UploadJob(world.claimed(LONG));
        var begun = new AtomicInteger();
        world.data().onWriting(() -> {
            if (Thread.currentThread().getName().equals("data-file") && begun.incrementAndGet() == 2) {
                throw new ObjectStoreUnavailableException("the object store is unavailable", null);
            }
        });

        var first = validate.attempt(job);
        var left = world.data().open();
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the object store is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(left).isZero();
        assertThat(second).isInstanceOf(Done.class);
        assertThat(world.onlyDataFile().rows()).isEqualTo(150_000);
        assertThat(writingThreads()).isZero();
    }

    @Test
    void aBugOfTheThreadThatWritesIsOneOfTheAttempt() {
        var job = new UploadJob(world.claimed(LONG));
        world.data().onWriting(() -> {
            if (Thread.currentThread().getName().equals("data-file")) {
                throw new OutOfMemoryError("a file too many");
            }
        });

        assertThatThrownBy(() -> validate.attempt(job))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("a file too many");
        assertThat(world.data().open()).isZero();
        assertThat(writingThreads()).isZero();
    }

    @Test
    void stopsWhileRowsAreBeingWritten() {
        var checking = Thread.currentThread();
        world.data().onWriting(() -> {
            if (Thread.currentThread().getName().equals("data-file")) {
                checking.interrupt();
                awaitInterruption();
            }
        });

        var attempt = validate.attempt(new UploadJob(world.claimed(LONG)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the service stops while the rows of a file are written",
                        Cause.DEPENDENCY,
                        Duration.ofMillis(500)));
        assertThat(world.data().open()).isZero();
        assertThat(writingThreads()).isZero();
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            throw new ObjectStoreUnavailableException("interrupted", stop);
        }
    }

    private static long writingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("data-file"))
                .count();
    }
}
