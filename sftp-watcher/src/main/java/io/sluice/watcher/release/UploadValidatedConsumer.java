package io.sluice.watcher.release;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventReader;
import io.sluice.events.Retries;
import io.sluice.events.log.Log;
import io.sluice.volume.VolumeRefusedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Releases the file of each validated job, one after another in each partition. Waits while the volume, the
/// object store or the broker is unavailable.
@ApplicationScoped
class UploadValidatedConsumer {
    private static final Log LOG = Log.of(UploadValidatedConsumer.class);

    private final ReleaseUpload release;
    private final WorkspaceUse workspaces;

    UploadValidatedConsumer(ReleaseUpload release, WorkspaceUse workspaces) {
        this.release = release;
        this.workspaces = workspaces;
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
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())))
                .replaceWithVoid();
    }

    /// A refused move must not delay the other files of its partition, so it becomes a dead letter. Its claim
    /// stays in place, and the release is tried again when the claim is announced again
    /// (`sluice.recovery.timeout`).
    private static boolean isPermanent(Throwable failure) {
        return failure instanceof PermanentReleaseException || failure instanceof VolumeRefusedException;
    }

    private ReleaseResult.Released released(UploadValidated validated) {
        return switch (release.release(validated)) {
            case ReleaseResult.Released done -> {
                workspaces.changed(validated.job().accountId());
                LOG.info(
                        "released",
                        job(validated.job()),
                        field("outcome", validated.outcome()),
                        field("path", done.finished().path()));
                yield done;
            }
            case ReleaseResult.PermanentFailure(var reason) -> throw new PermanentReleaseException(reason);
        };
    }
}
