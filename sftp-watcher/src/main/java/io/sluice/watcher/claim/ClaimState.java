package io.sluice.watcher.claim;

import java.time.Duration;

/// How far a claim is. [ClaimLog] keeps it; every claim ends by leaving the log.
///
/// | state | what comes next |
/// |---|---|
/// | uncertain | unconfirmed if the rename took place; else the claim was never made |
/// | unconfirmed | confirmed, returning, or gone |
/// | returning | back at its tenant |
/// | confirmed | published |
sealed interface ClaimState {

    /// The rename is under way, or the connection failed during it: the file was moved or not.
    record Uncertain() implements ClaimState {}

    /// The file lies in `processing/`; somebody may still be able to change it.
    ///
    /// @param since when this process took it up, by the ticker
    record Unconfirmed(Duration since) implements ClaimState {}

    /// The file is on its way back to where it was uploaded.
    record Returning() implements ClaimState {}

    /// Nobody can change the file; its event waits to be published or for the broker's answer.
    record Confirmed() implements ClaimState {}
}
