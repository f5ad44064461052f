package io.sluice.volume;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// A bounded pool of connections. It closes a connection that failed and opens a new one at the next use.
final class SftpConnections {
    /// Big files hold connections for minutes. Whoever waits for longer than this fails and tries again.
    private static final Duration FREE_CONNECTION = Duration.ofSeconds(60);

    private final Supplier<SftpConnection> opener;
    private final int atMost;
    private final Duration freeConnection;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<SftpConnection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    SftpConnections(int atMost, Supplier<SftpConnection> opener) {
        this(atMost, FREE_CONNECTION, opener);
    }

    SftpConnections(int atMost, Duration freeConnection, Supplier<SftpConnection> opener) {
        this.atMost = atMost;
        this.freeConnection = freeConnection;
        this.opener = opener;
        this.permits = new Semaphore(atMost, true);
    }

    /// Runs the work on one connection; when an idle connection turns out to be dead, once more on a new one.
    <T> T repeatable(Function<SftpConnection, T> work) {
        return repeatableWhile(() -> true, work);
    }

    /// Runs the work on one connection, never twice.
    <T> T once(Function<SftpConnection, T> work) {
        return repeatableWhile(() -> false, work);
    }

    /// Runs the work on one connection. When an idle connection turns out to be dead and `repeatable` is
    /// still true, runs it once more on a new one.
    <T> T repeatableWhile(BooleanSupplier repeatable, Function<SftpConnection, T> work) {
        acquire();
        try {
            var used = takeIdle();
            if (used == null) {
                return run(opener.get(), work);
            }
            try {
                return run(used, work);
            } catch (VolumeUnavailableException dead) {
                if (!repeatable.getAsBoolean()) {
                    throw dead;
                }
                closeIdle();
                return run(opener.get(), work);
            }
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(freeConnection.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new VolumeUnavailableException(
                        "all %d SFTP connections were in use for %s; is sluice.sftp.connections too low?"
                                .formatted(atMost, freeConnection),
                        null);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new VolumeUnavailableException("interrupted while waiting for an SFTP connection", stop);
        }
    }

    private <T> T run(SftpConnection connection, Function<SftpConnection, T> work) {
        var healthy = false;
        try {
            var result = work.apply(connection);
            healthy = true;
            return result;
        } catch (VolumePathMissingException | VolumeRefusedException answered) {
            healthy = true;
            throw answered;
        } finally {
            if (healthy && connection.isOpen() && !closed.get()) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    private @org.jspecify.annotations.Nullable SftpConnection takeIdle() {
        for (var next = idle.poll(); next != null; next = idle.poll()) {
            if (next.isOpen()) {
                return next;
            }
            next.close();
        }
        return null;
    }

    private void closeIdle() {
        for (var next = idle.poll(); next != null; next = idle.poll()) {
            next.close();
        }
    }

    void close() {
        closed.set(true);
        closeIdle();
    }
}
