package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Folders;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Kafka broker in a child JVM that keeps port and data over any number of starts.
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final List<String> options;
    private @Nullable ChildProcess process;

    /// Data and log go below the folder; `options` are further ones of the JVM.
    public EmbeddedKafka(Path folder, int port, int controllerPort, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.options = List.copyOf(options);
    }

    /// A broker on free ports with data of its own, not yet started.
    public static EmbeddedKafka temporary() {
        return new EmbeddedKafka(Folders.temporary("kafka"), Ports.free(), Ports.free(), List.of());
    }

    /// Returns when clients are served.
    public EmbeddedKafka start() {
        launch().awaitReady(this::isReady, START_LIMIT);
        return this;
    }

    /// Starts without waiting; see [#isReady()].
    public ChildProcess launch() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(readyFile());
        } catch (IOException cause) {
            throw new UncheckedIOException("the broker's folder " + folder + " cannot be written", cause);
        }
        Command command = Command.java(
                        "kafka",
                        Stream.concat(OPTIONS.stream(), options.stream()).toList(),
                        Checkout.classPath("tools/devstack/broker"),
                        "io.sluice.devstack.broker.BrokerMain",
                        log())
                .with(folder.resolve("data"), port, controllerPort, readyFile());
        ChildProcess started = ChildProcess.start(command);
        process = started;
        return started;
    }

    /// Clients are served.
    public boolean isReady() {
        return Files.exists(readyFile());
    }

    /// Ends the broker in good order; [#start()] brings it back with its data.
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /// Kills the broker as a power cut would; [#start()] brings it back with its data.
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        stop();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path log() {
        return folder.resolve("broker.log");
    }

    private Path readyFile() {
        return folder.resolve("ready");
    }
}
