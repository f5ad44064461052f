package io.sluice.volume;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The files on one SFTP volume, under absolute paths as the service user sees them.
///
/// Every method blocks; call it on a virtual thread. All methods are thread-safe. No character of a name has
/// a special meaning.
///
/// | exception | meaning |
/// |---|---|
/// | [VolumePathMissingException] | nothing lies at the path |
/// | [VolumeUnavailableException] | the volume cannot be reached; a change may have been made or not |
/// | [VolumeRefusedException] | the volume refuses for any other reason |
public interface Volume {

    /// Shows the entries of a folder one after another, in no order, without `.` and `..`. A folder may hold
    /// more entries than fit into memory.
    ///
    /// @param visitor must not use the volume itself
    void visit(String folder, Consumer<VolumeEntry> visitor);

    /// The entries of a folder, in the order of names. Only for folders that the service itself fills,
    /// because all entries are kept in memory.
    default List<VolumeEntry> list(String folder) {
        var entries = new ArrayList<VolumeEntry>();
        visit(folder, entries::add);
        entries.sort(Comparator.comparing(VolumeEntry::name));
        return List.copyOf(entries);
    }

    /// The attributes of what lies at the path; empty when nothing does. Symbolic links are not followed.
    Optional<FileAttributes> stat(String path);

    /// Streams a file's bytes from an offset (0 = the first byte) to its end.
    ///
    /// When the network fails the stream throws a [VolumeUnavailableException]. An [IOException] of the
    /// reader itself is passed on unchecked.
    <T> T read(String path, long offset, ContentReader<T> reader);

    /// Streams a whole file.
    default <T> T read(String path, ContentReader<T> reader) {
        return read(path, 0, reader);
    }

    /// Writes a file and replaces one that lies there. This is not atomic: write under another name, then
    /// rename.
    void write(String path, InputStream content);

    /// Renames in one step; a file at the target is **replaced**.
    void rename(String from, String to);

    /// Renames; something at the target is a [VolumeRefusedException]. OpenSSH implements it as link and
    /// unlink.
    void renameUnlessTaken(String from, String to);

    /// Makes one folder; an existing one is a [VolumeRefusedException].
    void mkdir(String folder);

    /// Makes a folder and the missing folders above it.
    default void mkdirs(String folder) {
        if (folder.isEmpty()
                || folder.equals("/")
                || stat(folder).filter(FileAttributes::isFolder).isPresent()) {
            return;
        }
        mkdirs(folder.substring(0, folder.lastIndexOf('/')));
        try {
            mkdir(folder);
        } catch (VolumeRefusedException refused) {
            if (stat(folder).filter(FileAttributes::isFolder).isEmpty()) {
                throw refused;
            }
        }
    }

    /// Removes an empty folder.
    void rmdir(String folder);

    /// Removes a file.
    void remove(String path);

    /// Reads the bytes of a file.
    @FunctionalInterface
    interface ContentReader<T> {
        /// Reads as much of the file as it needs.
        ///
        /// @param content ends at the end of the file; need not be closed
        T read(InputStream content) throws IOException;
    }
}
