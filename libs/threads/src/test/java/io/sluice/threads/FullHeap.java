package io.sluice.threads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process for [SupervisedThreadMemoryTest]: its supervised thread takes the whole heap to the last byte
/// and fails. A second later another thread frees the heap. The process ends when the work has begun again.
final class FullHeap {
    private static final CountDownLatch BEGUN_AGAIN = new CountDownLatch(1);
    private static final int LEAST = 16;
    private static volatile @Nullable Object[] heap = {};
    private static volatile boolean full;

    private FullHeap() {}

    static void main() throws InterruptedException {
        SupervisedThread.start("hungry", FullHeap::fill);
        var empty = heap;
        var wait = TimeUnit.SECONDS.toNanos(1);
        while (!full) {
            Thread.onSpinWait();
        }
        // To sleep takes memory.
        for (var start = System.nanoTime(); System.nanoTime() - start < wait; ) {
            Thread.onSpinWait();
        }
        heap = empty;
        BEGUN_AGAIN.await();
        System.out.println("begun again");
    }

    private static void fill() {
        if (full) {
            BEGUN_AGAIN.countDown();
            return;
        }
        var chain = new Object[] {null};
        heap = chain;
        for (int length = 1 << 20; ; ) {
            try {
                var next = new Object[length];
                next[0] = chain;
                chain = next;
                heap = chain;
            } catch (OutOfMemoryError soFar) {
                if (length < LEAST) {
                    full = true;
                    throw soFar;
                }
                length = length / 2;
            }
        }
    }
}
