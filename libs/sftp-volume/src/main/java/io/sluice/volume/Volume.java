package io.sluice.volume;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The files on the SFTP volume, under absolute paths as the service user sees them.
///
/// Every method blocks and is meant for virtual threads; all are thread-safe. Names are taken as they are: no
/// character has a special meaning. A path that is not there is a [VolumePathMissingException], a volume that
/// cannot be reached a [VolumeUnavailableException] (then it is unknown whether a change was made), any other
/// refusal a [VolumeRefusedException].
public interface Volume {

    /// Shows what lies in a folder, without `.` and `..`, in no order, one entry after another: a folder may
    /// hold more than fits into memory.
    ///
    /// @param visitor must not use the volume itself
    void visit(String folder, Consumer<VolumeEntry> visitor);

    /// What lies in a folder of which the service alone decides how much lies there, in the order of names.
    default List<VolumeEntry> list(String folder) {
        var entries = new ArrayList<VolumeEntry>();
        visit(folder, entries::add);
        entries.sort(Comparator.comparing(VolumeEntry::name));
        return List.copyOf(entries);
    }

    /// What lies at the path, symbolic links not followed; empty when nothing does.
    Optional<FileAttributes> stat(String path);

    /// Streams a file's bytes from an offset (0 = the first byte) to its end; then the connection is given
    /// back.
    ///
    /// Failures of the network surface from the stream as [VolumeUnavailableException]. The reading's own
    /// [IOException] is passed on unchecked.
    <T> T read(String path, long offset, Reading<T> reading);

    /// Streams a whole file.
    default <T> T read(String path, Reading<T> reading) {
        return read(path, 0, reading);
    }

    /// Writes a file, replacing one that lies there; not atomic, so write under another name and rename.
    void write(String path, InputStream content);

    /// Renames in one step; a file at the target is **replaced**.
    void rename(String from, String to);

    /// Renames unless something lies at the target, which is a [VolumeRefusedException]; OpenSSH does it as
    /// link and unlink.
    void renameUnlessTaken(String from, String to);

    /// Makes one folder; one that exists is a [VolumeRefusedException].
    void mkdir(String folder);

    /// Makes a folder and those above it that are missing.
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

    /// Takes a file's bytes.
    @FunctionalInterface
    interface Reading<T> {
        /// Reads what it needs of the file.
        ///
        /// @param content ends at the end of the file; need not be closed
        T read(InputStream content) throws IOException;
    }
}
