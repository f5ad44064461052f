package io.sluice.job.live;

import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.EventReader;
import io.sluice.job.history.BatchJob;
import io.sluice.job.history.Job;
import io.sluice.job.history.JobDocument;
import io.sluice.job.history.RecordedJob;
import io.sluice.job.history.SourceNames;
import io.sluice.job.live.LiveEvent.Change;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Reads all job events from now on. Every instance does so for its own streams.
@ApplicationScoped
class LiveEventsConsumer {
    private final LiveEvents events;
    private final SourceNames names;

    LiveEventsConsumer(LiveEvents events, SourceNames names) {
        this.events = events;
        this.names = names;
    }

    @Incoming("live-events")
    void take(ConsumerRecord<String, String> message) {
        events.publish(
                switch (message.topic()) {
                    case Topics.UPLOAD_CLAIMED ->
                        event(Change.CLAIMED, Job.of(EventReader.read(message.value(), UploadClaimed.class)));
                    case Topics.JOB_PROGRESS ->
                        event(Change.PROGRESS, Job.of(EventReader.read(message.value(), JobProgressed.class)));
                    case Topics.JOB_FINISHED ->
                        event(Change.FINISHED, Job.of(EventReader.read(message.value(), JobFinished.class)));
                    case Topics.BATCH_RECEIVED ->
                        event(Change.CLAIMED, BatchJob.of(EventReader.read(message.value(), BatchReceived.class)));
                    case Topics.BATCH_PROGRESS ->
                        event(Change.PROGRESS, BatchJob.of(EventReader.read(message.value(), BatchProgressed.class)));
                    case Topics.BATCH_FINISHED ->
                        event(Change.FINISHED, BatchJob.of(EventReader.read(message.value(), BatchFinished.class)));
                    default ->
                        throw new IllegalStateException(
                                "topic %s is not one of this channel".formatted(message.topic()));
                });
    }

    private LiveEvent event(Change change, RecordedJob job) {
        return new LiveEvent(job.accountId(), job.jobId(), change, JobDocument.of(job, names));
    }
}
