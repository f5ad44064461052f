package io.sluice.agent.seal;

/// What became of the wish to seal a file.
enum SealOutcome {
    /// It belongs to the service now.
    SEALED,
    /// It belonged to the service before, or is gone, or is no file.
    NOTHING_TO_DO,
    /// Somebody has it open for writing: left as it was.
    OPEN_FOR_WRITING
}
