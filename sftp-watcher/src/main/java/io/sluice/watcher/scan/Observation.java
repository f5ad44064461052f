package io.sluice.watcher.scan;

import io.sluice.volume.FileAttributes;
import io.sluice.watcher.ledger.HandleState;
import java.time.Duration;
import java.time.Instant;

/// What this watcher has seen of one file.
///
/// @param attributes as last seen
/// @param firstSeen by the watcher's clock
/// @param unchangedSince when the attributes were first seen as they are now, by the watcher's ticker
public record Observation(FileAttributes attributes, Instant firstSeen, Duration unchangedSince) {
    private static final Duration LONG_UPLOAD = Duration.ofHours(1);

    /// The same file, seen again.
    Observation again(FileAttributes now, Duration tick) {
        return attributes.looksLike(now) ? this : new Observation(now, firstSeen, tick);
    }

    /// A moment before the upload began: it may take long until it is seen, and clients set an mtime to any
    /// moment.
    Instant lifeBegan() {
        var earliest = attributes.modifiedAt().isBefore(firstSeen) ? attributes.modifiedAt() : firstSeen;
        return earliest.minus(LONG_UPLOAD);
    }

    /// When this process learned that the upload ended, by its ticker: from the ledger, or without it by the
    /// file's last change.
    Duration arrivedBy(HandleState handles) {
        return handles instanceof HandleState.Closed closed ? closed.since() : unchangedSince;
    }

    /// When the file arrived (spec 1 section 5).
    ///
    /// | the ledger | arrival |
    /// |---|---|
    /// | reports a clean close | that moment; clients keep the mtime of their own file (`put -p`) |
    /// | reports none | the earlier of first observation and mtime: a restarted watcher still claims it |
    public Instant arrived(HandleState handles) {
        if (handles instanceof HandleState.Closed closed) {
            return closed.closedAt();
        }
        return attributes.modifiedAt().isBefore(firstSeen) ? attributes.modifiedAt() : firstSeen;
    }
}
