package io.sluice.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner can read. A reader sees the old text or the new one, never a part.
public final class SecretFile {

    private SecretFile() {}

    /// Creates missing folders; returns the absolute path.
    public static Path write(Path file, String text) {
        try {
            Path target = file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            Path draft = Files.createTempFile(
                    target.getParent(),
                    ".draft",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(draft, text);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                // A full disk takes the file but not its text.
                Files.deleteIfExists(draft);
            }
            return target;
        } catch (IOException cause) {
            throw new UncheckedIOException(file + " cannot be written: " + cause, cause);
        }
    }
}
