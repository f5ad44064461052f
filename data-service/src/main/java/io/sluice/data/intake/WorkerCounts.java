package io.sluice.data.intake;

import java.util.OptionalInt;

/// The number of workers, and how many of them may import big batches at the same time.
record WorkerCounts(int workers, int bigBatches) {
    WorkerCounts {
        if (workers < 1) {
            throw new IllegalArgumentException("sluice.import.workers is %d, expected 1 or more".formatted(workers));
        }
        if (bigBatches < 1 || (bigBatches >= workers && workers > 1)) {
            throw new IllegalArgumentException(
                    "sluice.import.big-batches is %d, expected 1 to %d: of the %d workers one is kept for small batches"
                            .formatted(bigBatches, Math.max(1, workers - 1), workers));
        }
    }

    static WorkerCounts of(OptionalInt workers, OptionalInt bigBatches, int cores) {
        var all = workers.orElse(Math.max(2, cores));
        return new WorkerCounts(all, bigBatches.orElse(Math.max(1, all / 2)));
    }
}
