package io.sluice.watcher.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a folder that was listed last changed, so that it is listed again only after another change.
///
/// An mtime has whole seconds: a change within the second of a listing does not change it. So a listing
/// counts only once the mtime has stood still for two seconds.
///
/// Everybody who lists folders remembers them so, and beside it what the listing showed:
///
/// | who | what the listing showed |
/// |---|---|
/// | `WatchedFolder` | the unclaimed files of one folder below `sources/` |
/// | `WorkspaceSize` | the bytes of one folder of an account |
/// | `FindClaims` | that an account has no claim |
///
/// @param modifiedAt the folder's mtime at the listing
/// @param since when this mtime was first seen, by the ticker
/// @param settled whether it had stood still for long enough
public record FolderMemory(Instant modifiedAt, Duration since, boolean settled) {
    /// Of a folder that is not there: any mtime is a change.
    public static final FolderMemory ABSENT = new FolderMemory(Instant.MIN, Duration.ZERO, true);

    private static final Duration SETTLING = Duration.ofSeconds(2);

    /// Remembers a listing.
    ///
    /// @param before what was remembered until now
    public static FolderMemory listed(Optional<FolderMemory> before, Instant modifiedAt, Duration tick) {
        var since = before.filter(known -> known.modifiedAt.equals(modifiedAt))
                .map(FolderMemory::since)
                .orElse(tick);
        return new FolderMemory(modifiedAt, since, tick.minus(since).compareTo(SETTLING) >= 0);
    }

    /// Whether another listing would show the same. Changes in sub-folders do not count.
    public boolean isCurrent(Instant modifiedAtNow) {
        return settled && modifiedAt.equals(modifiedAtNow);
    }
}
