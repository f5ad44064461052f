package io.sluice.devstack.stack;

import io.sluice.devstack.parts.process.TemporaryFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder for everything that a stack writes. One stack at a time can use it, and only its owner can read
/// it.
final class StackFolder implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Duration PREVIOUS_RUN_LIMIT = Duration.ofSeconds(20);

    private final Path root;
    private final boolean kept;
    private final Map<String, Long> remembered = new ConcurrentHashMap<>();
    private final FileChannel lockFile;
    private final @Nullable FileLock lock;

    private StackFolder(Path root, boolean kept) throws IOException {
        this.root = root;
        this.kept = kept;
        lockFile = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = tryLock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IllegalStateException(
                    "another stack runs on " + root + "; stop it first or choose another --data-dir");
        }
    }

    /// The given folder, which is kept, or a temporary one, which ends with this JVM.
    static StackFolder open(Optional<Path> given) {
        try {
            Path root = given.isPresent() ? given.get().toAbsolutePath().normalize() : TemporaryFolders.create("stack");
            Files.createDirectories(root, OWNER_ONLY_FOLDER);
            StackFolder folder = new StackFolder(root, given.isPresent());
            Files.createDirectories(folder.runs());
            folder.awaitEndOfPreviousRun();
            return folder;
        } catch (IOException cause) {
            throw new UncheckedIOException("the data directory cannot be used: " + cause, cause);
        }
    }

    Path root() {
        return root;
    }

    boolean isKept() {
        return kept;
    }

    Path in(String name) {
        return root.resolve(name);
    }

    Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /// Writes a file that only the owner can read. A reader sees the old text or the new one.
    Path writeSecret(String name, String text) {
        return SecretFile.write(root.resolve(name), text);
    }

    /// Records a process, so that the next stack on this folder can wait for its end. Writes only what is
    /// new.
    void remember(String name, long pid) {
        if (!Objects.equals(remembered.get(name), pid)) {
            SecretFile.write(runs().resolve(name + ".pid"), pid + "\n");
            remembered.put(name, pid);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("the lock on " + root + " cannot be released", cause);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException anotherStackOfThisProcess) {
            return null;
        }
    }

    private Path runs() {
        return root.resolve("run");
    }

    // After the death of a launcher its guard needs a moment to end the processes.
    private void awaitEndOfPreviousRun() throws IOException {
        try (Stream<Path> files = Files.list(runs())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .filter(process -> startedBefore(process, file))
                        .ifPresent(process -> awaitEnd(process, file));
                Files.delete(file);
            }
        }
    }

    // The system may have given the number to a younger process, which is not ours.
    private static boolean startedBefore(ProcessHandle process, Path file) {
        try {
            return process.info().startInstant().isEmpty()
                    || process.info()
                            .startInstant()
                            .get()
                            .isBefore(
                                    Files.getLastModifiedTime(file).toInstant().plusSeconds(1));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void awaitEnd(ProcessHandle process, Path file) {
        try {
            process.onExit().get(PREVIOUS_RUN_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stillThere) {
            throw new IllegalStateException(
                    "process %d of a previous run (%s) still uses the data directory; end it or choose another --data-dir"
                            .formatted(process.pid(), file.getFileName()),
                    stillThere);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a previous run ends", interruption);
        } catch (ExecutionException cause) {
            throw new IllegalStateException("the end of process " + process.pid() + " cannot be awaited", cause);
        }
    }
}
