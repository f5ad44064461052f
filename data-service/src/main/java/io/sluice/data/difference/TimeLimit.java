package io.sluice.data.difference;

import io.sluice.parquet.StoredFile;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/// Ends a comparison that takes too long.
final class TimeLimit {
    private final long ends;

    TimeLimit(Duration most) {
        ends = System.nanoTime() + most.toNanos();
    }

    /// Called often enough to end in time.
    void check() {
        if (System.nanoTime() - ends > 0) {
            throw new ReachedException();
        }
    }

    /// A file that is read within the limit.
    StoredFile over(StoredFile file) {
        return new StoredFile() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public byte[] read(long from, int length) throws IOException {
                var bytes = file.read(from, length);
                check();
                return bytes;
            }
        };
    }

    static final class ReachedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        ReachedException() {
            super("a comparison takes longer than its limit");
        }
    }
}
