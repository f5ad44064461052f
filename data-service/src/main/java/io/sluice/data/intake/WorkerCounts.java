package io.sluice.data.intake;

import java.util.OptionalInt;

/// The number of workers, and how many of them may import big batches at the same time. Each worker takes one
/// connection of the pool.
record WorkerCounts(int workers, int bigBatches) {
    /// Four for outcomes, swaps, erasures and migrations, and two for each of two snapshots.
    private static final int OTHER_CONNECTIONS = 8;

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

    /// How many batches of one account are imported at the same time: it keeps others from half of the
    /// workers at most.
    int ofAnAccount() {
        return Math.max(1, workers / 2);
    }

    /// @param connections of the pool
    static WorkerCounts of(OptionalInt workers, OptionalInt bigBatches, int cores, int connections) {
        var most = connections - OTHER_CONNECTIONS;
        var all = workers.orElse(Math.min(Math.max(2, cores), most));
        if (all > most) {
            throw new IllegalArgumentException(
                    "sluice.import.workers is %d, but quarkus.datasource.jdbc.max-size is %d: expected at most %d workers, or %d connections"
                            .formatted(all, connections, most, all + OTHER_CONNECTIONS));
        }
        return new WorkerCounts(all, bigBatches.orElse(Math.max(1, all / 2)));
    }
}
