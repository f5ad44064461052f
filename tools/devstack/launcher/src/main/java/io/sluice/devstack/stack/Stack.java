package io.sluice.devstack.stack;

import io.sluice.devstack.gateway.Gateway;
import io.sluice.devstack.parts.MailSink;
import io.sluice.devstack.parts.process.TemporaryFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole system on one machine. Every part is a process of its own; mail sink and gateway run in this
/// one.
///
/// Parts may be killed and started again while the rest runs. Thread-safe.
public final class Stack implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Set<Part> BEFORE_SERVICES = Set.of(Part.POSTGRES, Part.KAFKA);

    private final StackFolder folder;
    private final PortRange range;
    private final StackPorts ports;
    private final StackTokens tokens;
    private final PartFactory factory;
    private final Map<Part, RunningPart> parts;
    private final Map<Part, Path> leftOut;
    private final ExistingParts existing;
    private final Set<Part> wanted = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> listeners = new ArrayList<>();
    private volatile boolean closed;

    private Stack(StackOptions options) {
        folder = StackFolder.open(options.dataDir());
        range = PortRange.take(options.portBase());
        ports = range.ports();
        tokens = StackTokens.in(folder);
        existing = options.existing();
        factory = new PartFactory(folder, ports, tokens, options);
        parts = factory.all();
        leftOut = factory.settingsOf(options.without());
    }

    /// A part that is ready, and how long that took.
    public record Started(Part part, Duration after, String address) {}

    /// Reserves folder and ports; [#start(Consumer)] starts it.
    public static Stack of(StackOptions options) {
        return new Stack(options);
    }

    /// Starts all parts, the services once PostgreSQL and Kafka are ready, and returns when all are ready. If
    /// one fails, all are stopped.
    public Stack start(Consumer<Started> listener) {
        long begin = System.nanoTime();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listen();
            // A service that starts earlier slows these down, and then retries only after seconds.
            CountDownLatch first = new CountDownLatch(
                    (int) BEFORE_SERVICES.stream().filter(parts::containsKey).count());
            for (Part part : parts.keySet()) {
                threads.execute(() -> {
                    try {
                        bring(part, first);
                        listener.accept(new Started(
                                part, Duration.ofNanos(System.nanoTime() - begin), "127.0.0.1:" + ports.of(part)));
                    } catch (RuntimeException cause) {
                        // Stopping the others ends the waiting of their threads.
                        failure.compareAndSet(null, cause);
                        try {
                            close();
                        } finally {
                            BEFORE_SERVICES.forEach(_ -> first.countDown());
                        }
                    }
                });
            }
        }
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
        return this;
    }

    /// Kills the part as `kill -9` does. It stays dead until [#bringBack(Part)].
    public void kill(Part part) {
        wanted.remove(part);
        part(part).kill();
    }

    /// Stops the part gracefully. It stays stopped until [#bringBack(Part)].
    public void stop(Part part) {
        wanted.remove(part);
        part(part).stop();
    }

    /// Starts a killed or stopped part with its previous port and data, and returns when it is ready.
    public void bringBack(Part part) {
        launch(part);
        part(part).awaitReady(READY_LIMIT);
    }

    /// Starts a killed or stopped part without waiting until it is ready, which it may not be without
    /// another part.
    public void startAgain(Part part) {
        launch(part);
    }

    /// Halts every process of the part, as `kill -STOP` does; [#goOn(Part)] lets it go on.
    public void halt(Part part) {
        signal("-STOP", part);
    }

    /// Lets a halted part go on.
    public void goOn(Part part) {
        signal("-CONT", part);
    }

    /// From now on starts every part again that ends by itself, retries what fails, and rotates the logs.
    /// The listener is called by several threads.
    public void keepRunning(Consumer<PartEvent> listener) {
        listeners.add(new KeepRunning(folder, parts, wanted::contains, listener).start());
    }

    /// Gives the service these environment variables from its next start on.
    public void setEnvironment(Part service, Map<String, String> variables) {
        factory.setEnvironment(service, variables);
    }

    /// Refuses mail until [#startMail()].
    public void stopMail() {
        mail().stop();
    }

    /// Accepts mail again.
    public void startMail() {
        mail().start();
    }

    /// The services that somebody else runs, each with the properties file that holds its settings.
    public Map<Part, Path> leftOut() {
        return leftOut;
    }

    /// The gateway.
    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.gateway());
    }

    /// The service itself, not the gateway; for tests.
    public URI url(Part service) {
        return URI.create(
                (existing.haveCertificate() ? "https://localhost:" : "http://127.0.0.1:") + ports.of(service));
    }

    /// The service's port for health and metrics.
    public URI managementUrl(Part service) {
        return URI.create("http://127.0.0.1:" + ports.managementOf(service));
    }

    public String adminToken() {
        return tokens.admin();
    }

    /// A GET answers the caught mails.
    ///
    /// @throws IllegalStateException if the mail server is not the stack's own
    public URI mailUrl() {
        if (!catchesMail()) {
            throw new IllegalStateException("the mail server is not the stack's own");
        }
        return URI.create("http://127.0.0.1:" + ports.inbox() + "/");
    }

    /// Whether the mail server is the stack's own.
    public boolean catchesMail() {
        return !existing.haveMail();
    }

    public String sftpHost() {
        return "127.0.0.1";
    }

    public int sftpPort() {
        return ports.of(Part.SFTP);
    }

    public String kafka() {
        return existing.kafka().orElseGet(() -> "127.0.0.1:" + ports.of(Part.KAFKA));
    }

    /// The folder for everything that the stack writes.
    public Path dataDir() {
        return folder.root();
    }

    /// The data directory outlives the stack.
    public boolean isKept() {
        return folder.isKept();
    }

    /// The SFTP volume on disk, as the service user sees it.
    public Path volume() {
        return folder.in("volume");
    }

    public Path log(Part part) {
        return part(part).log();
    }

    public long pid(Part part) {
        return part(part).pid();
    }

    /// Writes a file into the data directory that only its owner can read.
    public void writeSecret(String name, String text) {
        folder.writeSecret(name, text);
    }

    /// Stops everything, services first, and removes the data directory unless it is kept.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wanted.clear();
        listeners.stream().filter(KeepRunning.class::isInstance).forEach(Stack::closeListener);
        stopAll(Part.services());
        stopAll(List.of(Part.SFTP, Part.OBJECT_STORE, Part.KAFKA));
        stopAll(List.of(Part.POSTGRES));
        listeners.reversed().forEach(Stack::closeListener);
        range.close();
        folder.close();
        if (!folder.isKept()) {
            TemporaryFolders.remove(folder.root());
        }
    }

    private void listen() {
        listeners.add(new RenewTokens(factory::renewTokens).start());
        if (catchesMail()) {
            listeners.add(new MailSink(ports.smtp(), ports.inbox()).start());
        }
        listeners.add(Gateway.start(
                ports.gateway(),
                Part.services().stream().collect(Collectors.toMap(Part::label, ports::of)),
                existing.haveCertificate() ? existing.authorities() : List.of()));
    }

    private void bring(Part part, CountDownLatch first) {
        if (Part.services().contains(part)) {
            try {
                first.await();
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + BEFORE_SERVICES, interruption);
            }
        }
        launch(part);
        try {
            part(part).awaitReady(READY_LIMIT);
        } catch (RuntimeException failure) {
            throw closed || part(part).isAlive() ? failure : PortRange.explain(failure, part, ports.of(part));
        }
        if (BEFORE_SERVICES.contains(part)) {
            first.countDown();
        }
    }

    private void launch(Part part) {
        if (closed) {
            throw new IllegalStateException("the stack is being stopped");
        }
        RunningPart running = part(part);
        running.launch();
        folder.remember(part.label(), running.pid());
        wanted.add(part);
    }

    private void signal(String signal, Part part) {
        Stream<String> processes = ProcessHandle.of(pid(part)).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> Long.toString(process.pid()));
        try {
            new ProcessBuilder(
                            Stream.concat(Stream.of("kill", signal), processes).toList())
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(part.label() + " cannot get the signal " + signal, cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + part.label() + " gets a signal", interruption);
        }
    }

    private void stopAll(List<Part> some) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            some.stream()
                    .filter(parts::containsKey)
                    .forEach(part -> threads.execute(() -> part(part).stop()));
        }
    }

    private MailSink mail() {
        return listeners.stream()
                .filter(MailSink.class::isInstance)
                .map(MailSink.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this stack runs no mail server"));
    }

    private RunningPart part(Part part) {
        RunningPart running = parts.get(part);
        if (running == null) {
            throw new IllegalStateException("this stack does not run " + part.label());
        }
        return running;
    }

    private static void closeListener(AutoCloseable listener) {
        try {
            listener.close();
        } catch (Exception cause) {
            throw new IllegalStateException("a part of the launcher cannot be closed", cause);
        }
    }
}
