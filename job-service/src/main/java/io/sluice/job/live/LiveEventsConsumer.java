package io.sluice.job.live;

import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.EventReader;
import io.sluice.job.attempt.Job;
import io.sluice.job.attempt.JobDocument;
import io.sluice.job.live.LiveEvent.Kind;
import io.sluice.job.tenant.SourceNames;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Reads all job events from now on, in every instance, for the streams that hang on it.
@ApplicationScoped
class LiveEventsConsumer {
    private final LiveEvents events;
    private final SourceNames names;

    LiveEventsConsumer(LiveEvents events, SourceNames names) {
        this.events = events;
        this.names = names;
    }

    @Incoming("live-events")
    void take(ConsumerRecord<String, String> told) {
        events.happened(
                switch (told.topic()) {
                    case Topics.UPLOAD_CLAIMED ->
                        event(Kind.CLAIMED, Job.of(EventReader.read(told.value(), UploadClaimed.class)));
                    case Topics.JOB_PROGRESS ->
                        event(Kind.PROGRESS, Job.of(EventReader.read(told.value(), JobProgressed.class)));
                    case Topics.JOB_FINISHED ->
                        event(Kind.FINISHED, Job.of(EventReader.read(told.value(), JobFinished.class)));
                    default -> throw new IllegalStateException("topic %s was not asked for".formatted(told.topic()));
                });
    }

    private LiveEvent event(Kind kind, Job job) {
        var ref = job.ref();
        var name = names.of(ref.accountId(), ref.sourceType(), job.sourceName());
        return new LiveEvent(ref.accountId(), ref.jobId(), kind, JobDocument.of(job, name));
    }
}
