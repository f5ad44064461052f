package io.sluice.agent.seal;

/// The outcome of an attempt to seal a file.
enum SealOutcome {
    /// The file belongs to the service now.
    SEALED,
    /// The file already belonged to the service, is gone, or is not a regular file.
    NOTHING_TO_DO,
    /// Somebody has the file open for writing; it stays as it was.
    OPEN_FOR_WRITING
}
