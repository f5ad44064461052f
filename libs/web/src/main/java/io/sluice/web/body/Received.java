package io.sluice.web.body;

/// How the receipt of a body ends.
public sealed interface Received {
    /// The sink has all bytes.
    record Whole(long bytes) implements Received {}

    /// The body is larger than allowed.
    record TooLarge() implements Received {}

    /// The sender paused too long, or took too long in total.
    record TooSlow() implements Received {}

    /// The connection ended before the body did.
    record BrokenOff() implements Received {}
}
