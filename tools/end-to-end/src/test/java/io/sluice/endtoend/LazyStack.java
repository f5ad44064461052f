package io.sluice.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A stack that starts when the first test asks for it and stops with the JVM; all stacks of a run have one
/// SFTP server.
final class LazyStack {
    private final SftpServer server;
    private final UnaryOperator<StackOptions> settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Stack stack;

    LazyStack(SftpServer server, UnaryOperator<StackOptions> settings) {
        this.server = server;
        this.settings = settings;
    }

    Stack get() {
        lock.lock();
        try {
            if (stack == null) {
                var options = settings.apply(StackOptions.continuous()
                        .with(server)
                        // A killed consumer's partitions go to its successor sooner.
                        .with("mp.messaging.connector.smallrye-kafka.session.timeout.ms", "6000")
                        .with("mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1500"));
                var started = Stack.of(options).start(part -> {});
                Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stopping"));
                stack = started;
            }
            return stack;
        } finally {
            lock.unlock();
        }
    }
}
