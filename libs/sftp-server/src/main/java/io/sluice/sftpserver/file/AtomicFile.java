package io.sluice.sftpserver.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Replaces a whole file in one step: a reader sees the old content or the new content, also when the volume
/// is full or the machine stops.
public final class AtomicFile {
    public static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    public static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private AtomicFile() {}

    /// Writes the new content; when that fails, the old content stays.
    public static void write(Path file, String content, Set<PosixFilePermission> permissions) throws IOException {
        write(file, content, permissions, true);
    }

    /// The same for content that its writer compares with the file again after a power cut. It does not wait
    /// for the disk, so that thousands of files are written within seconds.
    public static void writeRepeatable(Path file, String content, Set<PosixFilePermission> permissions)
            throws IOException {
        write(file, content, permissions, false);
    }

    private static void write(Path file, String content, Set<PosixFilePermission> permissions, boolean force)
            throws IOException {
        var draft = file.resolveSibling("." + file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        try {
            writeDraft(draft, content, permissions, force);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            Files.deleteIfExists(draft);
            throw failed;
        }
    }

    private static void writeDraft(Path draft, String content, Set<PosixFilePermission> permissions, boolean force)
            throws IOException {
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PRIVATE));
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (force) {
                // A renamed file whose bytes never reached the disk would be empty after a power cut.
                channel.force(true);
            }
        }
        Files.setPosixFilePermissions(draft, permissions);
    }
}
