package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Publishes `job-progress` and `upload-validated`.
@ApplicationScoped
class AnnouncementPublisher implements Announcements {
    private static final Logger LOG = Logger.getLogger(AnnouncementPublisher.class);

    private final EventPublisher events;

    AnnouncementPublisher(EventPublisher events) {
        this.events = events;
    }

    @Override
    public void progressed(JobProgressed progress) {
        var job = progress.job();
        events.publish(Topics.JOB_PROGRESS, job.key(), progress)
                .subscribe()
                .with(
                        sent -> LOG.tracef("progress announced jobId=%s", job.jobId()),
                        failed -> LOG.debugf("progress not announced jobId=%s: %s", job.jobId(), failed.getMessage()));
    }

    @Override
    public void validated(UploadValidated outcome) {
        var job = outcome.job();
        try {
            events.publish(Topics.UPLOAD_VALIDATED, job.key(), outcome).await().indefinitely();
        } catch (RuntimeException unconfirmed) {
            throw new AnnouncementFailedException(
                    "the broker did not confirm the outcome of job %s: %s"
                            .formatted(job.jobId(), unconfirmed.getMessage()),
                    unconfirmed);
        }
    }
}
