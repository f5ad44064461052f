package io.sluice.validator.claim;

/// The record that delivered a claim. Both methods return at once and retry in the background while the
/// broker is unavailable.
interface Delivery {
    /// Acknowledges the record: its job's outcome has been published.
    void acknowledge();

    /// Sends the record to the dead letters with the reason.
    void deadLetter(String reason);
}
