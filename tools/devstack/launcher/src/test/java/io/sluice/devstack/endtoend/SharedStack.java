package io.sluice.devstack.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one stack of this JVM, started by the first that asks; each test makes tenants of its own.
///
/// With several JVMs side by side (`sluice.stacks`) each class is a run of its own to JUnit: so the stack is
/// the JVM's.
final class SharedStack implements ParameterResolver {
    /// Which SFTP server the run is about.
    static final SftpServer SERVER =
            SftpServer.valueOf(System.getProperty("sluice.sftp-server", SftpServer.EMBEDDED.name()));

    private static @Nullable Stack stack;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack();
    }

    private static synchronized Stack stack() {
        if (stack == null) {
            var options = StackOptions.continuous()
                    .with(SERVER)
                    // The archive would make room in accounts whose limits are under test.
                    .with("sluice.archive.interval", "1h")
                    // What a killed watcher leaves is to be gone within a test's patience.
                    .with("sluice.recovery.interval", "20s");
            var started = Stack.of(options).start(ready -> System.out.println("ready: " + ready.part()));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stopping"));
            stack = started;
        }
        return stack;
    }
}
