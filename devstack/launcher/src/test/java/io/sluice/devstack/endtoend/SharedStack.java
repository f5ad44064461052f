package io.sluice.devstack.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one stack of the run, started by the first that asks; each test makes tenants of its own.
final class SharedStack implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

    /// Which SFTP server the run is about.
    static final SftpServer SERVER =
            SftpServer.valueOf(System.getProperty("sluice.sftp-server", SftpServer.EMBEDDED.name()));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Holder.class, key -> new Holder(), Holder.class)
                .stack;
    }

    /// Closed by JUnit at the end of the run.
    private static final class Holder implements AutoCloseable {
        // The archive would make room in accounts whose limits are under test.
        private final Stack stack = Stack.of(
                        StackOptions.continuous().with(SERVER).with("sluice.archive.interval", "1h"))
                .start(started -> System.out.println("ready: " + started.part()));

        @Override
        public void close() {
            stack.close();
        }
    }
}
