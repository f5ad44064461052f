package io.sluice.watcher.ledger;

import java.time.Duration;
import java.time.Instant;

/// The state of the write handles of one path, as far as the ledger knows.
public sealed interface HandleState {

    /// No line mentions the path: the ledger is absent, lost or younger than the file.
    record Unknown() implements HandleState {}

    /// Somebody may still be writing.
    record Open(int handles) implements HandleState {}

    /// All handles were closed by their clients.
    ///
    /// @param sequence grows with every line; two equal states mean that nothing happened in between
    /// @param since elapsed time when the last line about the path was read
    /// @param closedAt by the SFTP server's clock: the close, or the later renaming to this path
    record Closed(long sequence, Duration since, Instant closedAt) implements HandleState {}

    /// The upload is incomplete and nobody has completed it since.
    ///
    /// @param written bytes that the server wrote, as far as the ledger knows
    record BrokenOff(long sequence, Duration since, Reason reason, long written) implements HandleState {

        /// Whether the file may be whole all the same: nobody knows what happened to it.
        public boolean mayBeWhole() {
            return reason == Reason.LINES_LOST;
        }
    }

    /// Why an upload counts as incomplete.
    enum Reason {
        /// The connection ended before the client closed the file.
        CUT,
        /// A write failed.
        FAILED_WRITE,
        /// The size of the file is not what was written to it.
        SIZE,
        /// Lines of the ledger were lost while it was open.
        LINES_LOST
    }
}
