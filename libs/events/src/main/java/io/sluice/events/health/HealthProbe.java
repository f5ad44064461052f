package io.sluice.events.health;

import java.time.Duration;

/// Finds out again and again whether something works that the service needs. Each bean of this type is a part
/// of the service's health.
public interface HealthProbe {
    /// For the answer and the log, e.g. `database`.
    String name();

    /// What it means when there was no success for a while.
    Effect effect();

    /// The pause between two runs.
    Duration every();

    /// Works a little with it. It runs on a thread of its own and ends within seconds.
    ///
    /// @return what was found, in a few words; empty when there is nothing to say
    /// @throws Exception when it does not work; the message says why
    String run() throws Exception;

    /// What a failure of the probe means for the service.
    enum Effect {
        /// It can answer no request: it is not ready.
        NOT_READY,
        /// It answers requests, but some work waits.
        DEGRADED
    }
}
