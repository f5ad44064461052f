package io.sluice.watcher.release;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventReader;
import io.sluice.events.EventTooLargeException;
import io.sluice.events.Retries;
import io.sluice.events.log.Log;
import io.sluice.volume.VolumeRefusedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Releases the file of each validated job, one after another in each partition.
///
/// | failure | what happens |
/// |---|---|
/// | volume, object store or broker is unavailable, or the volume is full | tried again within seconds |
/// | the volume denies the move | becomes a dead letter; tried again when its claim is announced again |
/// | Kafka takes no event of this size | becomes a dead letter; the file lies at its final place |
///
/// A denied move must not delay the other files of its partition. Its claim stays in place and is announced
/// again after `sluice.recovery.timeout`, until [io.sluice.watcher.claim.EndClaim] replaces the outcome. From
/// then on the new outcome counts, also when a dead letter with the old one is replayed.
@ApplicationScoped
class UploadValidatedConsumer {
    private static final Log LOG = Log.of(UploadValidatedConsumer.class);

    private final ReleaseUpload release;
    private final CurrentOutcome outcomes;
    private final RecentReleases recent;
    private final WorkspaceUse workspaces;
    private final Counter refusals;

    UploadValidatedConsumer(
            ReleaseUpload release,
            CurrentOutcome outcomes,
            RecentReleases recent,
            WorkspaceUse workspaces,
            MeterRegistry registry) {
        this.outcomes = outcomes;
        this.recent = recent;
        this.release = release;
        this.workspaces = workspaces;
        this.refusals = Counter.builder("sluice.releases.refused")
                .description("Releases that the volume denied; each needs an operator")
                .register(registry);
    }

    @Incoming("upload-validated")
    Uni<Void> consume(String json) {
        return Uni.createFrom()
                .item(() -> EventReader.read(json, UploadValidated.class))
                .chain(validated -> Retries.whileTransient(
                                "releasing the file of job " + validated.job().jobId(),
                                UploadValidatedConsumer::isPermanent,
                                () -> Uni.createFrom()
                                        .item(() -> released(validated))
                                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                        .onFailure(UploadValidatedConsumer::isDenied)
                        .invoke(refusal -> refused(validated, refusal)))
                .replaceWithVoid();
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof EventTooLargeException || isDenied(failure);
    }

    private static boolean isDenied(Throwable failure) {
        return failure instanceof VolumeRefusedException refused && refused.isPermanent();
    }

    private void refused(UploadValidated validated, Throwable refusal) {
        refusals.increment();
        LOG.error(
                "the volume denies to release a file, give the service user its rights back; it is tried again later",
                job(validated.job()),
                cause(refusal));
    }

    private JobFinished released(UploadValidated validated) {
        recent.add(validated.job());
        var finished = release.release(outcomes.current(validated));
        workspaces.changed(validated.job().accountId());
        LOG.info(
                "released",
                job(validated.job()),
                field("outcome", validated.outcome()),
                field("path", finished.path().orElse("none")));
        return finished;
    }
}
