package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import java.time.Instant;
import java.util.Optional;

/// A file that lay unclaimed in a folder when the folder was last looked at.
///
/// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`
/// @param observedAt when it was seen there last
/// @param seenAt when it was seen there first
public record SeenFile(
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
