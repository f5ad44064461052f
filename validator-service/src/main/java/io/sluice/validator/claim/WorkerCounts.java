package io.sluice.validator.claim;

import java.util.OptionalInt;

/// The number of workers, and how many of them may work on big files at the same time.
record WorkerCounts(int workers, int bigFiles) {
    private static final int CLAIMS_OF_AN_ACCOUNT = 8;

    WorkerCounts {
        if (workers < 1) {
            throw new IllegalArgumentException(
                    "sluice.validation.workers is %d, expected 1 or more".formatted(workers));
        }
        if (bigFiles < 1 || (bigFiles >= workers && workers > 1)) {
            throw new IllegalArgumentException(
                    "sluice.validation.big-files is %d, expected 1 to %d: of the %d workers one is kept for small files"
                            .formatted(bigFiles, Math.max(1, workers - 1), workers));
        }
    }

    /// Claims of one account at the same time, those included whose day is being swapped: less than the swaps
    /// that data-service does for an account at the same time, if there are two validators.
    int ofAnAccount() {
        return Math.max(workers, CLAIMS_OF_AN_ACCOUNT);
    }

    static WorkerCounts of(OptionalInt workers, OptionalInt bigFiles, int cores) {
        var count = workers.orElse(Math.max(2, cores));
        return new WorkerCounts(count, bigFiles.orElse(Math.max(1, count / 2)));
    }
}
