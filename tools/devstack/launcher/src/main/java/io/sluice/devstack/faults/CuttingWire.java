package io.sluice.devstack.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A network path that fails after so many bytes from the client: both ends see a reset, as when a router
/// dies.
public final class CuttingWire implements Closeable {
    private final ServerSocket listener;
    private final int target;
    private final long cutAfter;

    /// Carries one connection to the port of the loopback address.
    public CuttingWire(int target, long cutAfter) {
        this.target = target;
        this.cutAfter = cutAfter;
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Thread.ofVirtual().name("cutting-wire").start(this::carry);
    }

    /// Where a client connects to.
    public int port() {
        return listener.getLocalPort();
    }

    private void carry() {
        try (var client = listener.accept();
                var server = new Socket()) {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread.ofVirtual().start(() -> copy(server, client, Long.MAX_VALUE));
            copy(client, server, cutAfter);
            // Closing with this option sends a reset instead of a goodbye.
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException broken) {
            // The very thing this class is for, from the other side.
            return;
        }
    }

    private static void copy(Socket from, Socket to, long atMost) {
        var buffer = new byte[16 * 1024];
        try {
            for (long left = atMost; left > 0; ) {
                var read = from.getInputStream().read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException ended) {
            // One end closed the connection.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
