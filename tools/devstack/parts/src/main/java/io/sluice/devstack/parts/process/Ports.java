package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// TCP ports of the loopback address for parts that keep their port over any number of starts.
///
/// A port that the kernel chose and that was closed again may be given to somebody else before its part binds
/// it. So each JVM takes whole blocks below the ports that the kernel gives to clients, and keeps the first
/// port of a block open while it lives: two JVMs side by side never get the same port, and no outgoing
/// connection takes one.
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int BLOCK = 50;
    private static final int BLOCKS = 400;
    private static final ReentrantLock LOCK = new ReentrantLock();

    // Never closed: they end with the JVM.
    private static @Nullable ServerSocket guard;
    private static int next;

    private Ports() {}

    /// A port that nobody else is given while this JVM lives.
    public static int free() {
        LOCK.lock();
        try {
            while (true) {
                if (guard == null || next == guard.getLocalPort() + BLOCK) {
                    guard = takeBlock(next);
                    next = guard.getLocalPort() + 1;
                }
                int port = next++;
                var unused = open(port);
                if (unused.isPresent()) {
                    unused.get().close();
                    return port;
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("a port of the loopback address cannot be closed", cause);
        } finally {
            LOCK.unlock();
        }
    }

    private static ServerSocket takeBlock(int after) {
        for (int block = 0; block < BLOCKS; block++) {
            int base = FIRST + block * BLOCK;
            if (base >= after) {
                var taken = open(base);
                if (taken.isPresent()) {
                    return taken.get();
                }
            }
        }
        throw new IllegalStateException("every block of %d ports between %d and %d is taken"
                .formatted(BLOCK, FIRST, FIRST + BLOCKS * BLOCK - 1));
    }

    @SuppressWarnings("resource")
    private static Optional<ServerSocket> open(int port) {
        try {
            var socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return Optional.of(socket);
            } catch (IOException taken) {
                socket.close();
                return Optional.empty();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("no socket can be opened", cause);
        }
    }
}
