package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import java.time.Instant;
import java.util.Optional;

/// A file that was in a folder, unclaimed, at the newest observation of the folder.
///
/// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`
/// @param observedAt when it was last observed
/// @param seenAt when it was first observed
public record UnclaimedFile(
        String path,
        DirectoryObserved.State state,
        String reason,
        long size,
        Instant observedAt,
        Instant seenAt,
        Optional<Instant> nextPickup) {

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
