package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A Kafka broker in a child JVM. It keeps its port and its data over restarts.
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final Durability durability;
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable ChildProcess process;

    /// A broker whose folder is thrown away.
    public EmbeddedKafka(Path folder, int port, int controllerPort) {
        this(folder, port, controllerPort, Durability.THROWN_AWAY);
    }

    /// @param folder holds data and log
    public EmbeddedKafka(Path folder, int port, int controllerPort, Durability durability) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.durability = durability;
    }

    /// A broker on free ports with its own data, not yet started.
    public static EmbeddedKafka temporary() {
        return new EmbeddedKafka(TemporaryFolders.create("kafka"), Ports.free(), Ports.free());
    }

    /// The same with more settings of the broker, from the next start on. A data directory that does not
    /// exist yet gets the users of SASL/SCRAM that the lines of `sluice.scram` name.
    public EmbeddedKafka with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /// Starts the broker and returns when it serves clients.
    public EmbeddedKafka start() {
        launch().awaitReady(this::isReady, START_LIMIT);
        return this;
    }

    /// Starts without waiting; see [#isReady()].
    public ChildProcess launch() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(readyFile());
            writeSettings();
        } catch (IOException cause) {
            throw new UncheckedIOException("the broker's folder " + folder + " cannot be written", cause);
        }
        Command command = Command.java(
                        "kafka",
                        options(),
                        Checkout.classPath("tools/devstack/broker"),
                        "io.sluice.devstack.broker.BrokerMain",
                        log())
                .with(
                        folder.resolve("data"),
                        port,
                        controllerPort,
                        readyFile(),
                        durability == Durability.KEPT ? "fsync" : "no-fsync");
        ChildProcess started = ChildProcess.start(command);
        process = started;
        return started;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dsluice.broker.settings=" + settingsFile());
        return options;
    }

    private void writeSettings() throws IOException {
        Properties file = new Properties();
        file.putAll(settings);
        try (Writer text = Files.newBufferedWriter(settingsFile())) {
            file.store(text, null);
        }
    }

    /// Whether the broker serves clients.
    public boolean isReady() {
        return Files.exists(readyFile());
    }

    /// Ends the broker in an orderly way; [#start()] starts it again with its data.
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /// Kills the broker as a power cut would; [#start()] starts it again with its data.
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /// Halts the broker: connections stay open and nothing answers until [#goOn()].
    public void halt() {
        if (process != null) {
            process.halt();
        }
    }

    /// Ends [#halt()].
    public void goOn() {
        if (process != null) {
            process.goOn();
        }
    }

    /// The broker's process.
    ///
    /// @throws IllegalStateException before the first start
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("the broker was not started");
        }
        return process.pid();
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

    private Path settingsFile() {
        return folder.resolve("broker.properties");
    }

    private Path readyFile() {
        return folder.resolve("ready");
    }
}
