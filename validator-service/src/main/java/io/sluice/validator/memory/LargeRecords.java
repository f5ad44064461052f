package io.sluice.validator.memory;

import io.sluice.volume.VolumeUnavailableException;
import java.util.concurrent.Semaphore;

/// Turns of the files that have a record of some megabytes. Such a record of 16 MiB takes 24 MiB where it is
/// collected, up to 33 MiB in its batch, and as much again until it is written: more than a small heap has
/// for each worker. So a few files at a time have one, and the others wait in the middle of theirs.
/// Thread-safe.
public final class LargeRecords {
    private static final long LARGE_BYTES = 4L << 20;
    private static final long HEAP_OF_ONE = 512L << 20;

    private final Semaphore turns;

    /// @param heapBytes the largest heap: one file for each 512 MiB of it, at least one
    public LargeRecords(long heapBytes) {
        this.turns = new Semaphore(Math.clamp(heapBytes / HEAP_OF_ONE, 1, Integer.MAX_VALUE), true);
    }

    /// Of one file, which has no turn at first.
    public Turn turn() {
        return new Turn();
    }

    /// Used by the thread that reads the file.
    public final class Turn implements AutoCloseable {
        private boolean taken;

        /// Waits for a turn if the record is large, and gives it back when the record is over.
        ///
        /// @param recordBytes that are there of the record which is being read
        public void goOn(long recordBytes) {
            boolean isLarge = recordBytes > LARGE_BYTES;
            if (isLarge && !taken) {
                try {
                    turns.acquire();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new VolumeUnavailableException("the service stops while a large record waits", stop);
                }
                taken = true;
            } else if (!isLarge) {
                close();
            }
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                turns.release();
            }
        }
    }
}
