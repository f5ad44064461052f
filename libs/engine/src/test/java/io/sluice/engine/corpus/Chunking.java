package io.sluice.engine.corpus;

import io.sluice.engine.ValidationPlan;
import io.sluice.engine.ValidationRun;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.util.Arrays;

/// A way to feed a file to the engine in pieces. The buffer is overwritten after each piece, which exposes a
/// run that keeps a reference to it instead of a copy.
public sealed interface Chunking {
    /// One piece.
    record Whole() implements Chunking {}

    /// Pieces of equal size.
    record Sized(int size) implements Chunking {}

    /// Pieces of 0 to `largest` bytes.
    record Random(long seed, int largest) implements Chunking {}

    /// Two pieces.
    record SplitAt(int offset) implements Chunking {}

    default Report run(ValidationPlan plan, byte[] file) {
        return run(plan, file, KeyMemory.DEFAULTS);
    }

    default Report run(ValidationPlan plan, byte[] file, KeyMemory memory) {
        ValidationRun run = plan.newRun(memory);
        switch (this) {
            case Whole whole -> feed(run, file, 0, file.length);
            case Sized sized -> {
                for (int from = 0; from < file.length; from += sized.size) {
                    feed(run, file, from, Math.min(sized.size, file.length - from));
                }
            }
            case Random random -> {
                java.util.Random sizes = new java.util.Random(random.seed);
                for (int from = 0; from < file.length; ) {
                    int length = Math.min(sizes.nextInt(random.largest + 1), file.length - from);
                    feed(run, file, from, length);
                    from += length;
                }
            }
            case SplitAt split -> {
                feed(run, file, 0, split.offset);
                feed(run, file, split.offset, file.length - split.offset);
            }
        }
        return run.finish();
    }

    private static void feed(ValidationRun run, byte[] file, int from, int length) {
        int margin = from % 5;
        byte[] buffer = new byte[margin + length + 3];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(file, from, buffer, margin, length);
        run.accept(buffer, margin, length);
        Arrays.fill(buffer, (byte) 0);
    }
}
