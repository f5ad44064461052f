package io.sluice.sftpserver.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;

/// Disk space that belongs to a file before the file needs it, so that it can grow while the volume is full.
///
/// Linux keeps blocks behind the end of the file (`fallocate(2)` with `FALLOC_FL_KEEP_SIZE`): ext4, xfs,
/// btrfs and tmpfs do. Elsewhere there is no reserve. Shortening the file gives its reserve back.
public final class DiskReserve {
    private static final int WRITE_ONLY = 1;
    private static final int KEEP_SIZE = 1;
    private static final int NO_SPACE = 28;
    private static final int OVER_QUOTA = 122;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
    private static final Optional<MethodHandle> OPEN = function(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO, Linker.Option.firstVariadicArg(2));
    private static final Optional<MethodHandle> ALLOCATE =
            function("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), ERRNO);
    private static final Optional<MethodHandle> CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private DiskReserve() {}

    /// Reserves the bytes of an existing file from an offset on.
    ///
    /// @return false when the volume has no room for them; true also where the file system has no reserves
    /// @throws IOException when the file cannot be opened
    public static boolean extend(Path file, long from, long length) throws IOException {
        if (OPEN.isEmpty() || ALLOCATE.isEmpty() || CLOSE.isEmpty()) {
            return true;
        }
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            var descriptor = (int) OPEN.get().invokeExact(state, arena.allocateFrom(file.toString()), WRITE_ONLY);
            if (descriptor < 0) {
                throw new IOException("cannot open %s: errno %d".formatted(file, (int) ERRNO_FIELD.get(state, 0L)));
            }
            var failed = (int) ALLOCATE.get().invokeExact(state, descriptor, KEEP_SIZE, from, length) < 0;
            var cause = (int) ERRNO_FIELD.get(state, 0L);
            var _ = (int) CLOSE.get().invokeExact(descriptor);
            return !(failed && (cause == NO_SPACE || cause == OVER_QUOTA));
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call into the C library failed", impossible);
        }
    }

    @SuppressWarnings("restricted") // The JDK has no other way to reserve space.
    private static Optional<MethodHandle> function(String name, FunctionDescriptor form, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(found -> linker.downcallHandle(found, form, options));
    }
}
