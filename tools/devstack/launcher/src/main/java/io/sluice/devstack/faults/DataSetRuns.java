package io.sluice.devstack.faults;

import java.nio.file.Path;
import java.util.Optional;

/// How long the case `data-sets` runs.
///
/// @param swaps how often a day is corrected while nothing is killed
/// @param kills how often each part is killed, and all of them at once
/// @param spark the build of tools/spark, if Spark reads, too
record DataSetRuns(int swaps, int kills, Optional<Path> spark) {
    static final DataSetRuns USUAL = new DataSetRuns(1_000, 20, Optional.empty());

    DataSetRuns withSwaps(int count) {
        return new DataSetRuns(count, kills, spark);
    }

    DataSetRuns withKills(int count) {
        return new DataSetRuns(swaps, count, spark);
    }

    DataSetRuns withSpark(Path build) {
        return new DataSetRuns(swaps, kills, Optional.of(build));
    }
}
