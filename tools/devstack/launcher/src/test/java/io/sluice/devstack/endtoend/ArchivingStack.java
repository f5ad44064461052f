package io.sluice.devstack.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Like [SharedStack], with an archive that runs every other second, and always with the embedded SFTP
/// server.
///
/// It serves tests to which the SFTP server makes no difference and which wait for minutes: here they keep no
/// other test waiting. All of them go on when the watcher is stopped for a while.
final class ArchivingStack implements ParameterResolver {
    private static final LazyStack STACK =
            new LazyStack(SftpServer.EMBEDDED, options -> options.with("sluice.archive.interval", "2s"));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return STACK.get();
    }
}
