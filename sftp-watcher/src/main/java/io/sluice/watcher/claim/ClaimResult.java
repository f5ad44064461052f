package io.sluice.watcher.claim;

/// What came of trying to claim an upload.
public sealed interface ClaimResult {

    /// The file lies in `processing/`.
    record Taken(Claim claim) implements ClaimResult {}

    /// Another watcher took it, or it changed or went away since it was judged: the next scan sees what there
    /// is.
    record NotThere() implements ClaimResult {}
}
