package io.sluice.devstack.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A log that its process appends to while the launcher keeps it small: `kafka.log` beside `kafka.log.1` (the
/// newest) to `kafka.log.3`. Lines that come between copying and cutting are lost.
record RotatedLog(Path file, long limit) {

    /// The size from which a log is rotated.
    static final long LIMIT = 16 * 1024 * 1024;

    private static final int KEPT = 3;

    /// Rotates it if it has grown beyond the limit. When the disk is full it stays as it is.
    void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) <= limit) {
            return;
        }
        // The copy first: on a full disk it fails, and all that is there stays.
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        copy(draft);
        for (int number = KEPT; number > 1; number--) {
            Path younger = numbered(number - 1);
            if (Files.exists(younger)) {
                Files.move(younger, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(draft, numbered(1), StandardCopyOption.REPLACE_EXISTING);
        // The process writes at the end of the file, wherever that is.
        try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
            cut.truncate(0);
        }
    }

    private void copy(Path target) throws IOException {
        try {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException full) {
            Files.deleteIfExists(target);
            throw full;
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
