package io.sluice.devstack.parts.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// A way to a server of this JVM that can be halted: then connections stay open, new ones are accepted, and
/// nothing answers, as when a process is halted. Thread-safe.
public final class HaltableWire implements Closeable {
    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger connections = new AtomicInteger();
    /// Bytes pass under the read lock. The halt holds the write lock.
    private final ReentrantReadWriteLock passage = new ReentrantReadWriteLock(true);

    /// Carries connections from a free port to the target.
    public HaltableWire(int target) {
        this(0, target);
    }

    /// Carries connections from one port of the loopback address to another.
    public HaltableWire(int port, int target) {
        this.target = target;
        try {
            listener = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException cause) {
            throw new UncheckedIOException("port %d cannot be opened".formatted(port), cause);
        }
        Thread.ofVirtual().name("haltable-wire").start(this::accept);
    }

    /// Where clients connect to.
    public int port() {
        return listener.getLocalPort();
    }

    /// How many connections were made so far.
    public int connections() {
        return connections.get();
    }

    /// Halts the server until [#goOn()], which the same thread must call.
    public void halt() {
        passage.writeLock().lock();
    }

    /// Ends [#halt()].
    public void goOn() {
        passage.writeLock().unlock();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> carry(client));
            } catch (IOException broken) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                var server = new Socket()) {
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
            Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
        } catch (IOException refused) {
            // The client sees a closed connection, as without the wire.
            return;
        }
    }

    /// Ends both ways when one ends.
    private void copy(Socket from, Socket to) {
        var buffer = new byte[64 * 1024];
        try (from;
                to) {
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                passage.readLock().lock();
                try {
                    to.getOutputStream().write(buffer, 0, read);
                } finally {
                    passage.readLock().unlock();
                }
            }
        } catch (IOException ended) {
            // One end closed the connection.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
