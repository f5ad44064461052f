package io.sluice.devstack.stack;

import java.time.Duration;

/// What happened to a part that had ended by itself.
public sealed interface PartEvent {

    Part part();

    /// It runs again.
    record StartedAgain(Part part) implements PartEvent {}

    /// It cannot be started now. The rest goes on, and the next attempt follows after the delay.
    record NotStarted(Part part, String reason, Duration nextAttempt) implements PartEvent {}
}
