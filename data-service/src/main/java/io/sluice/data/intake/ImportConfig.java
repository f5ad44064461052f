package io.sluice.data.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How batches are imported.
@ConfigMapping(prefix = "sluice.import")
interface ImportConfig {
    /// How many batches are imported at the same time. By default one per core, but at least 2, so that a
    /// small batch need not wait for a big one. At most 8 below `quarkus.datasource.jdbc.max-size`.
    OptionalInt workers();

    /// Batches larger than this are big.
    @WithDefault("1M")
    MemorySize bigBatchThreshold();

    /// How many workers may import big batches at the same time. By default half of them.
    OptionalInt bigBatches();

    /// How many batches the service holds in memory, at about 1 KB each; further ones wait in Kafka. Many, so
    /// that it sees the batch of one account behind thousands of another.
    @WithDefault("10000")
    int batchesInFlight();

    /// The shortest time between two progress events of a batch.
    @WithDefault("1s")
    Duration progressInterval();

    /// The delay after an attempt that found a dependency unavailable, or its sources taken. It doubles with
    /// each further one.
    @WithDefault("500ms")
    Duration firstPause();

    /// The longest delay after an attempt that found a dependency unavailable, or its sources taken.
    @WithDefault("10s")
    Duration longestPause();

    /// The delay after the first unexpected failure of a batch. It doubles with each further one. After ten
    /// failures, by default three hours, the batch ends with the code 500.
    @WithDefault("15s")
    Duration firstFailurePause();

    /// The longest delay after an unexpected failure.
    @WithDefault("1h")
    Duration longestFailurePause();

    /// How long one core may compute to read and check the records of a batch. A batch that takes longer ends
    /// with a line in its log.
    @WithDefault("30m")
    Duration maxComputing();

    /// The memory for the `ref`s of one batch. Further ones go to a temporary file. All of
    /// `sluice.import.workers` together get at most half of the heap.
    @WithDefault("64M")
    MemorySize refMemory();

    /// How many refused records the log of a batch lists. Further ones are only counted.
    @WithDefault("1000000")
    long maxLogLines();

    /// How many bytes the temporary files of one batch may take: its file, its log and the `ref`s beyond
    /// `sluice.import.ref-memory`, 24 bytes each. A batch that takes more ends with a line in its log. The
    /// folder needs room for `sluice.import.workers` times as much.
    @WithDefault("512M")
    MemorySize maxTemporary();

    /// The longest line.
    @WithDefault("1M")
    MemorySize maxLineSize();

    /// How deep objects and arrays of a record may be nested.
    @WithDefault("64")
    int maxDepth();

    /// How large a file may be when it is unpacked.
    @WithDefault("2G")
    MemorySize maxUnpackedSize();

    /// How many times its size a file may be when it is unpacked.
    @WithDefault("200")
    int maxRatio();

    /// The folder for temporary files, among them the file of each batch in work; by default that of the JVM
    /// (`java.io.tmpdir`). They have no names while they are used, so nothing of them stays when the process
    /// ends.
    Optional<Path> spillDirectory();
}
