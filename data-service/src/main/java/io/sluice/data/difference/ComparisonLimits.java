package io.sluice.data.difference;

import java.nio.file.Path;
import java.time.Duration;

/// What one comparison may take.
///
/// @param folder for its temporary files
/// @param rows of both versions together; each takes 40 bytes of the disk, twice that if many have one key
public record ComparisonLimits(Path folder, int rows, Duration time) {
    public ComparisonLimits {
        if (rows < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("expected positive limits but got %d and %s".formatted(rows, time));
        }
    }
}
