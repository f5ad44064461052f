package io.sluice.devstack.endtoend;

import io.sluice.devstack.stack.Stack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Like [SharedStack], a stack whose archive runs every other second. It also serves tests that wait for minutes, so
/// that they keep no other test waiting.
final class ArchivingStack implements ParameterResolver {
    /// The lock on the stack's parts: tests that need all of them read it, tests that kill one write it.
    static final String PARTS = "parts of the archiving stack";

    private static final LazyStack STACK = new LazyStack(options -> options.with("sluice.archive.interval", "2s"));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return STACK.get();
    }
}
