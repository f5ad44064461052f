package io.sluice.rules.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A file system in memory with few bytes and few files, on a folder of its own. Needs root on Linux.
public final class SmallDisk implements AutoCloseable {
    private static final String FILLING = "filling";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Whether this process may mount; for `@EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")`.
    public static boolean canMount() {
        return System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
    }

    /// Mounts it on an existing folder.
    public static SmallDisk on(Path folder, int mebibytes) {
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=0755,nr_inodes=2000,size=" + mebibytes + "m",
                "tmpfs",
                folder.toString());
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /// Leaves about this many bytes.
    public void fillUpTo(long left) {
        write(folder.toFile().getUsableSpace() - left);
    }

    /// Leaves no byte.
    public void fill() {
        write(Long.MAX_VALUE);
    }

    /// Uses up all files that the file system can have.
    public void fillInodes() {
        var many = folder.resolve("many");
        try {
            Files.createDirectories(many);
            for (int i = 0; ; i++) {
                Files.createFile(many.resolve(Integer.toString(i)));
            }
        } catch (IOException full) {
            requireNoRoom(full);
        }
    }

    /// Removes what [#fill], [#fillUpTo] and [#fillInodes] left.
    public void free() {
        run(
                "rm",
                "-rf",
                folder.resolve(FILLING).toString(),
                folder.resolve("many").toString());
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private void write(long most) {
        var block = new byte[4096];
        try (var out = Files.newOutputStream(folder.resolve(FILLING))) {
            for (long written = 0; written + block.length <= most; written += block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            requireNoRoom(full);
        }
    }

    private static void requireNoRoom(IOException cause) {
        if (!String.valueOf(cause.getMessage()).contains("No space left")) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void run(String... command) {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("failed: " + List.of(command));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + List.of(command), stop);
        }
    }
}
