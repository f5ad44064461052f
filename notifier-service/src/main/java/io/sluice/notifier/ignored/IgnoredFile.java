package io.sluice.notifier.ignored;

import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import java.time.Instant;

/// A file that is never taken.
///
/// @param path as the account sees it
/// @param seenAt when the watcher first saw it
/// @param mailed whether a mail named or counted it
public record IgnoredFile(String path, String reason, long size, Instant seenAt, boolean mailed) {
    static IgnoredFile of(SeenFile file, boolean mailed) {
        return new IgnoredFile(file.path(), file.reason(), file.size(), file.seenAt(), mailed);
    }

    IgnoredFile inMail() {
        return new IgnoredFile(path, reason, size, seenAt, true);
    }
}
