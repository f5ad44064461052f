package io.sluice.watcher.scan;

import io.sluice.volume.FileAttributes;
import java.time.Duration;
import java.time.Instant;

/// What this watcher has seen of one file.
///
/// @param attributes as last seen
/// @param firstSeen by the watcher's clock
/// @param unchangedSince when the attributes were first seen as they are now, by the watcher's ticker
public record Observation(FileAttributes attributes, Instant firstSeen, Duration unchangedSince) {

    /// The same file, seen again.
    Observation again(FileAttributes now, Duration tick) {
        return attributes.looksLike(now) ? this : new Observation(now, firstSeen, tick);
    }

    /// The earlier of the first observation and the file's mtime (spec 1 section 5), so that a restarted
    /// watcher still claims what arrived before the pick-up.
    public Instant arrived() {
        return attributes.modifiedAt().isBefore(firstSeen) ? attributes.modifiedAt() : firstSeen;
    }
}
