package io.sluice.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.stream.IntStream;

/// Consecutive ports of the loopback address. They belong to one stack until it closes.
///
/// The ranges lie below the ports that the kernel gives to clients, so a killed part finds its port free
/// again. The range holds the port after its last one open. By it two stacks that start at the same moment
/// see each other.
final class PortRange implements AutoCloseable {
    private static final int USUAL_BASE = 8700;
    private static final int STEP = 20;
    private static final int RANGES = 20;

    private final int base;
    private final ServerSocket guard;

    private PortRange(int base, ServerSocket guard) {
        this.base = base;
        this.guard = guard;
    }

    /// The range from the given base, or the first free one from 8700 on.
    static PortRange take(Optional<Integer> base) {
        return base.map(PortRange::takeAt).orElseGet(PortRange::takeAny);
    }

    StackPorts ports() {
        return StackPorts.from(base);
    }

    /// The failure of a part that died, or, if another program has the part's port, that fact.
    static RuntimeException explain(RuntimeException failure, Part part, int port) {
        return isTaken(port)
                ? new IllegalStateException(
                        "port %d is taken by another program, %s needs it; choose another --port-base or leave it out for free ones"
                                .formatted(port, part.label()),
                        failure)
                : failure;
    }

    @Override
    public void close() {
        close(guard);
    }

    private static PortRange takeAt(int base) {
        int last = base + StackPorts.COUNT;
        var guard = open(last);
        var taken = guard.isEmpty() ? Optional.of(last) : firstTaken(base);
        if (taken.isPresent()) {
            guard.ifPresent(PortRange::close);
            throw new IllegalStateException(
                    "port %s is taken, the stack needs %d to %d; choose another --port-base or leave it out for free ones"
                            .formatted(taken.get(), base, last));
        }
        return new PortRange(base, guard.orElseThrow());
    }

    private static PortRange takeAny() {
        for (int range = 0; range < RANGES; range++) {
            int base = USUAL_BASE + range * STEP;
            var guard = open(base + StackPorts.COUNT);
            if (guard.isPresent()) {
                if (firstTaken(base).isEmpty()) {
                    return new PortRange(base, guard.get());
                }
                close(guard.get());
            }
        }
        throw new IllegalStateException("no %d free ports in a row between %d and %d; choose a --port-base"
                .formatted(StackPorts.COUNT + 1, USUAL_BASE, USUAL_BASE + RANGES * STEP - 1));
    }

    private static Optional<Integer> firstTaken(int base) {
        return IntStream.range(base, base + StackPorts.COUNT)
                .filter(PortRange::isTaken)
                .boxed()
                .findFirst();
    }

    private static boolean isTaken(int port) {
        var socket = open(port);
        socket.ifPresent(PortRange::close);
        return socket.isEmpty();
    }

    private static Optional<ServerSocket> open(int port) {
        try {
            var socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return Optional.of(socket);
            } catch (IOException taken) {
                close(socket);
                return Optional.empty();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("no socket can be created", cause);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("port " + socket.getLocalPort() + " cannot be closed", cause);
        }
    }
}
