package io.sluice.devstack.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The ports of one stack on the loopback address, consecutive from a base where that is free.
///
/// @param sftpService where OpenSSH lets in Sluice's own services
/// @param parts where the processes listen; Kafka has one more for its controller
public record StackPorts(
        int gateway, int inbox, int smtp, int kafkaController, int sftpService, Map<Part, Integer> parts) {

    private static final int USUAL_BASE = 8700;
    private static final int COUNT = 5 + Part.values().length;

    /// Copies the map.
    public StackPorts {
        parts = Map.copyOf(parts);
    }

    /// From the base if one is wished for, else from 8700, else free ones.
    static StackPorts choose(Optional<Integer> base) {
        if (base.isPresent()) {
            List<Integer> taken = taken(base.get());
            if (!taken.isEmpty()) {
                throw new IllegalStateException(
                        "port %s is taken, the stack needs %d to %d; choose another --port-base or leave it out for free ones"
                                .formatted(taken.getFirst(), base.get(), base.get() + COUNT - 1));
            }
            return from(base.get());
        }
        return taken(USUAL_BASE).isEmpty() ? from(USUAL_BASE) : free();
    }

    int of(Part part) {
        return Objects.requireNonNull(parts.get(part), part.label());
    }

    private static StackPorts from(int base) {
        List<Integer> ports = new ArrayList<>();
        for (int offset = 0; offset < COUNT; offset++) {
            ports.add(base + offset);
        }
        return of(ports);
    }

    private static StackPorts of(List<Integer> ports) {
        Map<Part, Integer> parts = new EnumMap<>(Part.class);
        // The doors first: gateway, SFTP, inbox.
        List<Integer> rest = new ArrayList<>(ports.subList(2, COUNT));
        parts.put(Part.SFTP, ports.get(1));
        int inbox = rest.removeFirst();
        int smtp = rest.removeFirst();
        int controller = rest.removeFirst();
        for (Part part : Part.values()) {
            if (part != Part.SFTP) {
                parts.put(part, rest.removeFirst());
            }
        }
        return new StackPorts(ports.getFirst(), inbox, smtp, controller, rest.removeFirst(), parts);
    }

    private static StackPorts free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int count = 0; count < COUNT; count++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return of(held.stream().map(ServerSocket::getLocalPort).toList());
        } catch (IOException cause) {
            throw new IllegalStateException("no " + COUNT + " free ports on the loopback address", cause);
        } finally {
            held.forEach(StackPorts::close);
        }
    }

    private static List<Integer> taken(int base) {
        List<Integer> taken = new ArrayList<>();
        for (int port = base; port < base + COUNT; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException occupied) {
                taken.add(port);
            }
        }
        return taken;
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new IllegalStateException("port " + socket.getLocalPort() + " cannot be let go", cause);
        }
    }
}
