package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackPortsTest {

    @Test
    void givesEveryPartAPortOfItsOwn() {
        StackPorts ports = StackPorts.choose(Optional.empty());

        var all = new HashSet<>(ports.parts().values());
        all.add(ports.gateway());
        all.add(ports.inbox());
        all.add(ports.smtp());
        all.add(ports.kafkaController());
        all.add(ports.sftpService());
        assertThat(all).hasSize(5 + Part.values().length);
    }

    @Test
    void namesTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> StackPorts.choose(Optional.of(port)))
                    .hasMessage(
                            "port %d is taken, the stack needs %d to %d; choose another --port-base or leave it out for free ones"
                                    .formatted(port, port, port + 13));
        }
    }
}
