package io.sluice.watcher.claim;

/// The result of claiming an upload.
sealed interface ClaimResult {

    /// The file lies in `processing/`, and the [ClaimLog] has its claim.
    record Taken(Claim claim) implements ClaimResult {}

    /// The ledger has newer lines about the file, or its day has a claim. The next scan judges it again.
    record NotDue() implements ClaimResult {}

    /// Another watcher claimed the file, or it changed or disappeared after it was judged. The next scan
    /// looks again.
    record NotThere() implements ClaimResult {}

    /// The volume refuses to move this file; others are not concerned.
    record Refused(String reason) implements ClaimResult {}

    /// The volume refuses what every claim needs, e.g. because it is full. The file stays where it is.
    record Hindered(String reason) implements ClaimResult {}
}
