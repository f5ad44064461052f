package io.sluice.engine.batch;

/// Whether there is a value at a place in a record.
enum Presence {
    /// The value is written.
    PRESENT,
    /// Nothing is written.
    MISSING,
    /// The value has an error, so nothing is written.
    WRONG
}
