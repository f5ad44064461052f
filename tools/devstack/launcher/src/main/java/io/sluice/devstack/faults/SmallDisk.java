package io.sluice.devstack.faults;

import io.sluice.devstack.parts.process.ProcessGuard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// A small ext4 file system in a file, mounted on a folder, which can be filled and emptied again. It needs
/// root. It is unmounted with this JVM at the latest.
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 1024 * 1024;
    private static final int SMALL_BLOCK = 4096;

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /// What a file system has.
    public record Size(int megabytes, int inodes) {}

    /// This machine or this user cannot mount anything.
    public static final class CannotMountException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotMountException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Mounts a new, empty file system on the folder.
    ///
    /// @param image the file that holds it; replaced
    public static SmallDisk mount(Path folder, Path image, Size size) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(image);
            run("truncate", "-s", size.megabytes() + "M", image.toString());
            run("mkfs.ext4", "-q", "-F", "-m", "0", "-N", Integer.toString(size.inodes()), image.toString());
            ProcessGuard.instance().unmountAtEnd(folder);
            run("mount", "-o", "loop", image.toString(), folder.toString());
            Files.delete(folder.resolve("lost+found"));
            return new SmallDisk(folder, image);
        } catch (IOException cause) {
            throw new CannotMountException(
                    "no file system can be mounted on %s: %s; this needs root, mkfs.ext4 and loop devices"
                            .formatted(folder, cause.getMessage()),
                    cause);
        }
    }

    /// Takes every byte that is left. Whoever writes now gets "No space left on device".
    public void fill() {
        try (OutputStream ballast =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writeUntilFull(ballast, BLOCK);
            writeUntilFull(ballast, SMALL_BLOCK);
        } catch (IOException cause) {
            throw new UncheckedIOException("the disk " + folder + " cannot be filled", cause);
        }
    }

    /// Takes all bytes but these.
    public void fillExcept(long bytes) {
        try (OutputStream ballast =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] block = new byte[SMALL_BLOCK];
            for (long left = free() - bytes; left > 0; left -= SMALL_BLOCK) {
                ballast.write(block);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the disk " + folder + " cannot be filled", cause);
        }
    }

    /// Takes every inode that is left; bytes stay.
    public void takeInodes() {
        try {
            Path takers = Files.createDirectories(folder.resolve(".inode-takers"));
            boolean taken = true;
            while (taken) {
                taken = takesInode(takers);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the inodes of " + folder + " cannot be taken", cause);
        }
    }

    /// Gives back what [#fill()] or [#takeInodes()] took.
    public void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
            Path takers = folder.resolve(".inode-takers");
            if (Files.isDirectory(takers)) {
                try (var files = Files.list(takers)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(takers);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the disk " + folder + " cannot be emptied", cause);
        }
    }

    /// The bytes that are free.
    public long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// Unmounts it and removes the image.
    @Override
    public void close() {
        try {
            run("umount", "-l", folder.toString());
            Files.deleteIfExists(image);
        } catch (IOException cause) {
            throw new UncheckedIOException(folder + " cannot be unmounted", cause);
        }
    }

    private Path ballast() {
        return folder.resolve(".ballast");
    }

    private static void writeUntilFull(OutputStream ballast, int size) {
        byte[] block = new byte[size];
        Arrays.fill(block, (byte) 'x');
        try {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // That is the aim.
            return;
        }
    }

    private static boolean takesInode(Path folder) {
        try {
            Files.createTempFile(folder, "", "");
            return true;
        } catch (IOException noInode) {
            return false;
        }
    }

    private static void run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", List.of(words)) + ": " + output);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + words[0], interruption);
        }
    }
}
