package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.Optional;

/// What a caller may choose.
///
/// @param pickup `continuous` or "<cron> <zone>"
/// @param portBase the first of the ports; without it a fixed range, or free ports when that is taken
/// @param dataDir kept; without it a temporary folder that goes with the stack
public record StackOptions(String pickup, Optional<Integer> portBase, Optional<Path> dataDir) {

    /// Files are taken as soon as they are complete, nothing is kept.
    public static StackOptions continuous() {
        return new StackOptions("continuous", Optional.empty(), Optional.empty());
    }

    /// The same with a folder that is kept.
    public StackOptions keptIn(Path folder) {
        return new StackOptions(pickup, portBase, Optional.of(folder));
    }
}
