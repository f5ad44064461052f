package io.sluice.validator.data;

import io.sluice.engine.RowBatch;
import io.sluice.engine.RowSink;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.threads.SupervisedThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Writes the rows of one file, in their order, while another thread checks those that follow. Three batches
/// go around: one is filled, one is written, one waits for either. A batch with a record of some megabytes
/// goes around alone.
///
/// What writing throws is thrown to the thread that checks, at one of its next batches or at the end. The
/// thread is gone when [#close] has returned. All methods are for the thread that checks.
final class WritingThread implements AutoCloseable {
    private static final int BATCHES = 3;
    private static final Duration ONE_TRY = Duration.ofSeconds(1);

    private final RowSink rows;
    private final Runnable whenGone;
    /// Empty is the end of the rows.
    private final BlockingQueue<Optional<RowBatch>> filled = new ArrayBlockingQueue<>(BATCHES + 1);
    private final BlockingQueue<RowBatch> written = new ArrayBlockingQueue<>(BATCHES);
    private final SupervisedThread thread;
    private volatile @Nullable Throwable failure;
    private int batches = 1;
    private boolean closed;

    /// @param whenGone runs once, after the thread has ended
    WritingThread(RowSink rows, Runnable whenGone) {
        this.rows = rows;
        this.whenGone = whenGone;
        this.thread = SupervisedThread.start("data-file", this::write);
    }

    /// Hands over a batch, and waits while all the others are to be written, or this one if it is large.
    ///
    /// @return the next batch to fill
    RowBatch take(RowBatch batch) {
        throwFailure();
        filled.add(Optional.of(batch));
        if (batches < BATCHES && !batch.isLarge()) {
            batches++;
            return batch.like();
        }
        try {
            var next = nextWritten();
            while (batch.isLarge() && next != batch) {
                batches--;
                next = nextWritten();
            }
            return next;
        } catch (InterruptedException stop) {
            throw stopped(stop);
        }
    }

    private RowBatch nextWritten() throws InterruptedException {
        var next = written.take();
        throwFailure();
        return next;
    }

    /// Waits until all rows are written.
    void finish() {
        filled.add(Optional.empty());
        try {
            while (thread.isRunning()) {
                thread.await(ONE_TRY);
            }
        } catch (InterruptedException stop) {
            throw stopped(stop);
        }
        throwFailure();
    }

    /// Rows that are not written yet are not written any more. Waits for the thread in any case: it uses what
    /// the caller is about to release.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var interrupted = false;
        while (thread.isRunning()) {
            try {
                thread.close(ONE_TRY);
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        whenGone.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() throws InterruptedException {
        for (var next = filled.take(); next.isPresent(); next = filled.take()) {
            try {
                rows.rows(next.get());
            } catch (RuntimeException | Error failed) {
                failure = failed;
                return;
            } finally {
                written.add(next.get());
            }
        }
    }

    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            case Throwable impossible -> throw new IllegalStateException(impossible);
        }
    }

    private static ObjectStoreUnavailableException stopped(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new ObjectStoreUnavailableException("the service stops while the rows of a file are written", stop);
    }
}
