package io.sluice.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Like [SharedStack], with an archive that runs every other second, on parts that run already and talk TLS,
/// and always with the embedded SFTP server.
///
/// It serves tests to which the SFTP server makes no difference and which wait for minutes: here they keep no
/// other test waiting. All of them go on when the watcher is stopped for a while.
final class ArchivingStack implements ParameterResolver {
    /// The lock on job-service, validator-service and notifier-service: a test that needs all of them at each
    /// moment reads it, a test that stops one writes it.
    static final String SERVICES = "services of the archiving stack";

    private static final TlsParts PARTS = TlsParts.start();

    private static final LazyStack STACK = new LazyStack(
            SftpServer.EMBEDDED, options -> options.with(PARTS.existing()).with("sluice.archive.interval", "2s"));

    /// What the stack uses.
    static TlsParts parts() {
        return PARTS;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return STACK.get();
    }
}
