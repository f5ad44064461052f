package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.Terminal;
import io.sluice.devstack.demo.Demo;
import io.sluice.devstack.demo.DemoAccount;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What `./sluice demo` plays once the system runs.
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class DemoIT {
    @Test
    void everythingIsAsTheSpecSays(Stack stack) {
        var printed = new ByteArrayOutputStream();
        var terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

        var good = new Demo(stack, DemoAccount.ensure(stack), terminal).run();

        assertThat(good).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
