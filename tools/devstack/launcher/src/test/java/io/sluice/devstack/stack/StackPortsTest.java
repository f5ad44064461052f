package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class StackPortsTest {

    @Test
    void givesEveryPartAPortOfItsOwn() {
        StackPorts ports = StackPorts.from(9000);

        var all = new HashSet<>(ports.parts().values());
        all.addAll(ports.management().values());
        all.add(ports.gateway());
        all.add(ports.inbox());
        all.add(ports.smtp());
        all.add(ports.kafkaController());
        all.add(ports.sftpService());
        assertThat(all).hasSize(StackPorts.COUNT).allMatch(port -> port >= 9000 && port < 9000 + StackPorts.COUNT);
    }
}
