package io.sluice.agent.seal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A read lease of Linux on a file (`fcntl(2)`, `F_SETLEASE`).
///
/// The kernel grants it only while no process and no container of the machine has the file open for writing.
/// While the lease is held, new writers wait. It needs the capability LEASE and a file system with leases:
/// ext4, xfs, btrfs and tmpfs have them, NFS does not.
public final class FileLease implements AutoCloseable {
    private static final int NO_ENTRY = 2;
    private static final int TRY_AGAIN = 11;
    private static final int NO_LINK_FOLLOWED = 40;

    /// Read-only, without waiting for the other end of a pipe, following no link, closed on exec.
    private static final int OPEN_FLAGS = 0x800 | noFollow() | 0x80000;

    private static final int SET_SIGNAL = 10;
    private static final int SET_LEASE = 1024;
    private static final int READ_LEASE = 0;
    /// The kernel sends it to the holder when somebody waits. Its default is to do nothing; SIGIO would end
    /// this process.
    private static final int SIGURG = 23;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle FCNTL = function(
            "fcntl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int descriptor;
    private final boolean granted;

    private FileLease(int descriptor, boolean granted) {
        this.descriptor = descriptor;
        this.granted = granted;
    }

    /// Asks for a lease on a regular file; [#isGranted] is the answer.
    ///
    /// @throws NoSuchFileException when there is no such file
    /// @throws IOException when the file cannot be opened or the file system has no leases
    public static FileLease on(Path file) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            var descriptor = (int) OPEN.invokeExact(state, arena.allocateFrom(file.toString()), OPEN_FLAGS);
            if (descriptor < 0) {
                throw failure("open", file, state);
            }
            var unheld = new FileLease(descriptor, false);
            try {
                if ((int) FCNTL.invokeExact(state, descriptor, SET_SIGNAL, SIGURG) < 0) {
                    throw failure("choose the signal of", file, state);
                }
                if ((int) FCNTL.invokeExact(state, descriptor, SET_LEASE, READ_LEASE) == 0) {
                    return new FileLease(descriptor, true);
                }
                if (errno(state) == TRY_AGAIN) {
                    return unheld;
                }
                throw failure("get a lease on", file, state);
            } catch (IOException refused) {
                unheld.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call into the C library failed", impossible);
        }
    }

    /// Whether somebody has the file open for writing.
    public static boolean isWritten(Path file) throws IOException {
        try (var lease = on(file)) {
            return !lease.isGranted();
        }
    }

    /// Nobody had the file open for writing, and nobody will until this is closed.
    public boolean isGranted() {
        return granted;
    }

    /// Ends the lease.
    @Override
    public void close() {
        try {
            var _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call into the C library failed", impossible);
        }
    }

    private static IOException failure(String verb, Path file, MemorySegment state) {
        var errno = errno(state);
        return switch (errno) {
            case NO_ENTRY -> new NoSuchFileException(file.toString());
            case NO_LINK_FOLLOWED -> new IOException("%s is a symbolic link, expected a file".formatted(file));
            default ->
                new IOException(
                        "cannot %s %s: errno %d; the pod needs the capability LEASE and a volume whose file system has leases (ext4, xfs; not NFS)"
                                .formatted(verb, file, errno));
        };
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO_FIELD.get(state, 0L);
    }

    private static int noFollow() {
        return System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;
    }

    @SuppressWarnings("restricted") // The C library has no other way to a lease.
    private static MethodHandle function(String name, FunctionDescriptor form, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
    }
}
