package io.sluice.volume;

import java.time.Instant;
import java.util.OptionalInt;

/// What the volume says of one path.
///
/// @param size bytes
/// @param modifiedAt to the second; clients set it as they like, also to years ago or ahead
/// @param owner the number of the owning user, where the server tells
public record FileAttributes(Kind kind, long size, Instant modifiedAt, OptionalInt owner) {

    /// Of a file whose owner does not matter.
    public FileAttributes(Kind kind, long size, Instant modifiedAt) {
        this(kind, size, modifiedAt, OptionalInt.empty());
    }

    /// What kind of thing lies at a path.
    public enum Kind {
        FILE,
        FOLDER,
        /// A symbolic link, socket, device or pipe.
        OTHER
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /// Whether size and modification time are the same: the content very probably is, too.
    public boolean looksLike(FileAttributes other) {
        return kind == other.kind && size == other.size && modifiedAt.equals(other.modifiedAt);
    }
}
