package io.sluice.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one stack of this JVM, started by the first test that asks; each test makes tenants of its
/// own.
final class SharedStack implements ParameterResolver {
    /// The lock on the stack's parts: tests that need all of them read it, tests that kill one write it.
    static final String PARTS = "parts of the shared stack";

    private static final SftpServer SERVER =
            SftpServer.valueOf(System.getProperty("sluice.sftp-server", SftpServer.EMBEDDED.name()));

    private static final LazyStack STACK = new LazyStack(
            SERVER,
            options -> options
                    // The archive would make room in accounts whose limits are under test.
                    .with("sluice.archive.interval", "1h")
                    // What a killed watcher leaves is taken up within a test's timeout.
                    .with("sluice.recovery.interval", "20s"));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return STACK.get();
    }
}
