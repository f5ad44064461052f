package io.sluice.validator.job;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventPublisher;
import io.sluice.events.EventTooLargeException;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;

/// Publishes `job-progress` and `upload-validated`.
@ApplicationScoped
class JobEventPublisher implements JobEvents {
    private static final Log LOG = Log.of(JobEventPublisher.class);

    private final EventPublisher events;

    JobEventPublisher(EventPublisher events) {
        this.events = events;
    }

    @Override
    public void publishProgress(JobProgressed progress) {
        var job = progress.job();
        events.publish(Topics.JOB_PROGRESS, job.key(), progress)
                .subscribe()
                .with(sent -> {}, failure -> LOG.debug("progress not published", job(job), cause(failure)));
    }

    @Override
    public void publishOutcome(UploadValidated outcome) {
        var job = outcome.job();
        try {
            events.publish(Topics.UPLOAD_VALIDATED, job.key(), outcome).await().indefinitely();
        } catch (EventTooLargeException refused) {
            throw refused;
        } catch (RuntimeException unconfirmed) {
            throw new UnconfirmedEventException(
                    "the broker did not confirm the outcome of job %s: %s"
                            .formatted(job.jobId(), unconfirmed.getMessage()),
                    unconfirmed);
        }
    }
}
