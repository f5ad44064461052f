package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortRangeTest {

    @Test
    void isOneStacksUntilItCloses() {
        int base;
        try (var first = PortRange.take(Optional.empty());
                var second = PortRange.take(Optional.empty())) {
            base = first.ports().gateway();
            assertThat(second.ports().gateway())
                    .isGreaterThan(first.ports().parts().get(Part.DATA_SERVICE));
            assertThatThrownBy(() -> PortRange.take(Optional.of(base)))
                    .hasMessage(taken(base + StackPorts.COUNT, base));
        }

        try (var again = PortRange.take(Optional.of(base))) {
            assertThat(again.ports().gateway()).isEqualTo(base);
        }
    }

    @Test
    void namesTheTakenPort() throws Exception {
        int base;
        try (var free = PortRange.take(Optional.empty())) {
            base = free.ports().gateway();
        }
        try (var socket = new ServerSocket(base + 3, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertThatThrownBy(() -> PortRange.take(Optional.of(base))).hasMessage(taken(base + 3, base));
        }
    }

    @Test
    void explainsTheDeathOfAPartByItsTakenPort() throws Exception {
        var death = new IllegalStateException("schema-service ended with status 1");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var explained = PortRange.explain(death, Part.SCHEMA_SERVICE, socket.getLocalPort());

            assertThat(explained)
                    .hasMessage("port %d is taken by another program, schema-service needs it;"
                                    .formatted(socket.getLocalPort())
                            + " choose another --port-base or leave it out for free ones")
                    .hasCause(death);
        }
    }

    @Test
    void leavesTheDeathOfAPartAsItIsWhenThePortIsFree() {
        var death = new IllegalStateException("schema-service ended with status 1");
        try (var range = PortRange.take(Optional.empty())) {
            assertThat(PortRange.explain(
                            death, Part.SCHEMA_SERVICE, range.ports().of(Part.SCHEMA_SERVICE)))
                    .isSameAs(death);
        }
    }

    private static String taken(int port, int base) {
        return "port %d is taken, the stack needs %d to %d; choose another --port-base or leave it out for free ones"
                .formatted(port, base, base + StackPorts.COUNT);
    }
}
