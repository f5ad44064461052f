package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadValidated;

/// Tells the other services of a job.
public interface Announcements {
    /// Tells how far a job is; neither waits nor fails, a progress that is lost does no harm.
    void progressed(JobProgressed progress);

    /// Tells a job's outcome; returns when the broker has it.
    ///
    /// @throws AnnouncementFailedException when it is not sure that the broker has it
    void validated(UploadValidated outcome);
}
