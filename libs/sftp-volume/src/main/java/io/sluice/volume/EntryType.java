package io.sluice.volume;

/// The type of what lies at a path.
public enum EntryType {
    FILE,
    FOLDER,
    /// A symbolic link, socket, device or pipe.
    OTHER
}
