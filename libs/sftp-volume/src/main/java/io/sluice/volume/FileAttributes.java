package io.sluice.volume;

import java.time.Instant;
import java.util.OptionalInt;

/// What the volume says of one path.
///
/// @param size bytes
/// @param modifiedAt to the second; clients may set it to any moment, past or future
/// @param owner the number of the owning user; empty when the server does not send it
public record FileAttributes(EntryType type, long size, Instant modifiedAt, OptionalInt owner) {

    /// Attributes of a file whose owner does not matter.
    public FileAttributes(EntryType type, long size, Instant modifiedAt) {
        this(type, size, modifiedAt, OptionalInt.empty());
    }

    public boolean isFile() {
        return type == EntryType.FILE;
    }

    public boolean isFolder() {
        return type == EntryType.FOLDER;
    }

    /// Whether type, size and modification time are the same; then the content very probably is, too.
    public boolean looksLike(FileAttributes other) {
        return type == other.type && size == other.size && modifiedAt.equals(other.modifiedAt);
    }
}
