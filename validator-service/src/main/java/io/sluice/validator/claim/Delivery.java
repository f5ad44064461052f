package io.sluice.validator.claim;

/// The record that a claim came with. Both methods return at once and go on trying while the broker is away.
interface Delivery {
    /// The claim's outcome is announced: it need not be delivered again.
    void acknowledge();

    /// The claim cannot be handled: it goes to the dead letters with the reason.
    void deadLetter(String reason);
}
