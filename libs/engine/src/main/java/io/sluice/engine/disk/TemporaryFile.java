package io.sluice.engine.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/// Temporary files for cells. Only their owner may read them (mode 0600), and each has lost its name as soon
/// as it is open: its space is free again when it is closed, and when the process ends in any way.
public final class TemporaryFile {
    private TemporaryFile() {}

    /// Makes and opens a file in one step, so that nothing stays when no more files can be opened.
    ///
    /// @param prefix of the name that it has for a moment, e.g. `sluice-unique-`
    public static FileChannel open(Path directory, String prefix) throws IOException {
        return FileChannel.open(
                directory.resolve(prefix + UUID.randomUUID() + ".tmp"),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
