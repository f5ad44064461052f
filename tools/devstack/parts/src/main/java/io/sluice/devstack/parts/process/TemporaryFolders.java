package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Temporary folders that end with this JVM.
public final class TemporaryFolders {

    private TemporaryFolders() {}

    /// A new folder that is removed once this JVM is gone.
    public static Path create(String purpose) {
        try {
            Path folder = Files.createTempDirectory("sluice-" + purpose + "-");
            ProcessGuard.instance().removeAtEnd(folder);
            return folder;
        } catch (IOException cause) {
            throw new UncheckedIOException("no temporary folder for " + purpose, cause);
        }
    }

    /// Removes the folder and everything in it. Links are removed, not followed.
    public static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException cause) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", cause);
        }
    }
}
