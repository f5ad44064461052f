package io.sluice.devstack.stack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The ports of one stack on the loopback address, consecutive from a base.
///
/// @param gateway the base
/// @param sftpService the port of OpenSSH for Sluice's own services
/// @param parts the ports of the processes; Kafka has one more for its controller
/// @param management the services' ports for health and metrics
public record StackPorts(
        int gateway,
        int inbox,
        int smtp,
        int kafkaController,
        int sftpService,
        Map<Part, Integer> parts,
        Map<Part, Integer> management) {

    static final int COUNT = 5 + Part.values().length + Part.services().size();

    /// Copies the maps.
    public StackPorts {
        parts = Map.copyOf(parts);
        management = Map.copyOf(management);
    }

    static StackPorts from(int base) {
        Map<Part, Integer> parts = new EnumMap<>(Part.class);
        // The ports that people use come first: gateway, SFTP, inbox.
        parts.put(Part.SFTP, base + 1);
        List<Integer> rest =
                new ArrayList<>(IntStream.range(base + 2, base + COUNT).boxed().toList());
        int inbox = rest.removeFirst();
        int smtp = rest.removeFirst();
        int controller = rest.removeFirst();
        for (Part part : Part.values()) {
            if (part != Part.SFTP) {
                parts.put(part, rest.removeFirst());
            }
        }
        int sftpService = rest.removeFirst();
        Map<Part, Integer> management = new EnumMap<>(Part.class);
        Part.services().forEach(service -> management.put(service, rest.removeFirst()));
        return new StackPorts(base, inbox, smtp, controller, sftpService, parts, management);
    }

    int of(Part part) {
        return Objects.requireNonNull(parts.get(part), part.label());
    }

    int managementOf(Part service) {
        return Objects.requireNonNull(management.get(service), service.label());
    }
}
