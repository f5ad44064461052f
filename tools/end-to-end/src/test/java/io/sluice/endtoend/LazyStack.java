package io.sluice.endtoend;

import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A stack that starts when the first test asks for it and stops with the JVM; all stacks of a run have one
/// SFTP server.
final class LazyStack {
    private static final ReentrantLock STARTS = new ReentrantLock();
    /// Of the validator. Small files end before code is compiled a second time, which takes half of its time.
    private static final Map<String, String> COMPILER =
            Map.of("JDK_JAVA_OPTIONS", System.getProperty("sluice.services.java-options", ""));

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
                        .with("mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1500")
                        // The consumers of three stacks wait all the time. With the usual 200 ms that takes a
                        // tenth of the machine; it makes only the first event of a partition slower.
                        .with("mp.messaging.connector.smallrye-kafka.poll-timeout", "1000"));
                var started = start(options);
                Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stopping"));
                stack = started;
            }
            return stack;
        } finally {
            lock.unlock();
        }
    }

    /// One stack of the machine starts at a time. Two test runs go on side by side, and three stacks that
    /// start at once keep two cores busy for so long that the first requests get no answer.
    private static Stack start(StackOptions options) {
        var place = Path.of(System.getProperty("java.io.tmpdir"), "sluice-end-to-end.starting");
        STARTS.lock();
        try (var file = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            var stack = Stack.of(options);
            stack.setEnvironment(Part.VALIDATOR_SERVICE, COMPILER);
            return stack.start(part -> {});
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } finally {
            STARTS.unlock();
        }
    }
}
