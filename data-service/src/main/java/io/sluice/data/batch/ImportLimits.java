package io.sluice.data.batch;

import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.key.KeyMemory;
import java.nio.file.Path;
import java.time.Duration;

/// What one import may cost.
///
/// @param refs memory for the `ref`s of its records
/// @param maxLogLines lines of its log; further ones are only counted
/// @param progressInterval the shortest time between two progress events
/// @param maxComputing of one core, to read and check its records
/// @param maxTemporary bytes of its temporary files; a little more while a buffer is read
public record ImportLimits(
        BatchLimits batch,
        KeyMemory refs,
        long maxLogLines,
        Duration progressInterval,
        Duration maxComputing,
        long maxTemporary) {
    public ImportLimits {
        if (maxLogLines < 1 || maxTemporary < 1) {
            throw new IllegalArgumentException(
                    "maxLogLines is %d and maxTemporary %d, expected 1 or more".formatted(maxLogLines, maxTemporary));
        }
    }

    /// From how many bytes on an import is among those that fill a disk.
    long much() {
        return maxTemporary / 16;
    }

    /// The folder for temporary files.
    Path directory() {
        return refs.spillDirectory();
    }
}
