package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadValidated;

/// Publishes what happens to a job.
public interface JobEvents {
    /// Publishes the progress of a job. Neither waits nor fails: a lost progress event does no harm.
    void publishProgress(JobProgressed progress);

    /// Publishes the outcome of a job; returns when the broker has confirmed it.
    ///
    /// @throws UnconfirmedEventException if the broker did not confirm it
    /// @throws io.sluice.events.EventTooLargeException if the broker never takes it
    void publishOutcome(UploadValidated outcome);
}
