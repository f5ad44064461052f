package io.sluice.watcher.release;

import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventReader;
import io.sluice.events.Retries;
import io.sluice.volume.VolumeRefusedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Releases the file of each judged job, one after another in each partition; waits as long as a part it
/// needs is away.
@ApplicationScoped
class UploadValidatedConsumer {
    private static final Logger LOG = Logger.getLogger(UploadValidatedConsumer.class);

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

    /// A refused move must not hold up the other files of its partition. It becomes a dead letter, and is
    /// tried again when the claim, which stays where it is, is announced once more
    /// (`sluice.recovery.patience`).
    private static boolean isPermanent(Throwable failure) {
        return failure instanceof ReleaseImpossibleException || failure instanceof VolumeRefusedException;
    }

    private ReleaseResult.Released released(UploadValidated validated) {
        return switch (release.release(validated)) {
            case ReleaseResult.Released done -> {
                workspaces.changed(validated.job().accountId());
                LOG.infof(
                        "released, jobId=%s accountId=%s outcome=%s path=%s",
                        validated.job().jobId(),
                        validated.job().accountId(),
                        validated.outcome(),
                        done.finished().path());
                yield done;
            }
            case ReleaseResult.Impossible(var reason) -> throw new ReleaseImpossibleException(reason);
        };
    }
}
