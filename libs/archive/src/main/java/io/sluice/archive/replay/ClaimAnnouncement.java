package io.sluice.archive.replay;

import io.sluice.contracts.event.UploadClaimed;
import io.smallrye.mutiny.Uni;

/// Publishes the claim of a replayed file.
@FunctionalInterface
interface ClaimAnnouncement {
    /// The item comes when the broker holds the event durably, a failure when it may not.
    Uni<Void> publish(UploadClaimed claim);
}
