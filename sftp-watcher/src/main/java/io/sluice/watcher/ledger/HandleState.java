package io.sluice.watcher.ledger;

import java.time.Duration;

/// What the ledger knows of the write handles of one path.
public sealed interface HandleState {

    /// No line speaks of the path: the ledger is absent, lost or younger than the file.
    record Unknown() implements HandleState {}

    /// Somebody may still write.
    record Open(int handles) implements HandleState {}

    /// All handles were closed by their clients.
    ///
    /// @param sequence grows with every line read; two equal states mean that nothing happened between
    /// @param since when the last line about the path was read, by the watcher's ticker
    record Closed(long sequence, Duration since) implements HandleState {}

    /// A connection went away in the middle of an upload and nobody completed it since.
    record BrokenOff(long sequence, Duration since) implements HandleState {}
}
