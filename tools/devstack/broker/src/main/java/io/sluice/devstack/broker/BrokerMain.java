package io.sluice.devstack.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// Formats a fresh data directory, or takes a kept one, and runs one broker with its controller.
///
/// Arguments: data directory, broker port, controller port, ready file, `fsync` or `no-fsync`, and optionally
/// the host name by which clients reach the broker. Without a name it listens on loopback, with one on all
/// addresses; the controller always stays on loopback. The ready file appears when clients are served. With
/// `fsync` each record is on the disk before it is acknowledged.
///
/// The system property `sluice.broker.settings` may name a file with further settings of the broker:
///
/// | further setting | meaning |
/// |---|---|
/// | `sluice.more-listeners` | listeners beside `PLAINTEXT`, `NAME://host:port`, with commas |
/// | `sluice.scram` | users of a new data directory, one a line: `SCRAM-SHA-512=[name=app,password=secret]` |
/// | any other | as Kafka names it |
public final class BrokerMain {

    private static final String NODE_ID = "1";
    private static final String CONTROLLER = "CONTROLLER";

    // Fixed: a kept data directory is refused under another one.
    private static final String CLUSTER_ID = "c2x1aWNlLWRldnN0YWNrMQ";

    private BrokerMain() {}

    /// Runs until the process gets a signal to end; SIGTERM closes the logs cleanly.
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        Path ready = Path.of(arguments[3]);
        Files.createDirectories(data);
        Properties further = further();
        format(data, (String) further.remove("sluice.scram"));

        Properties settings = settings(data, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        if (arguments.length > 5) {
            settings.put(
                    "listeners", "PLAINTEXT://0.0.0.0:" + arguments[1] + ",CONTROLLER://127.0.0.1:" + arguments[2]);
            settings.put("advertised.listeners", "PLAINTEXT://" + arguments[5] + ":" + arguments[1]);
        }
        listen(settings, (String) further.remove("sluice.more-listeners"));
        settings.putAll(further);
        if (arguments[4].equals("fsync")) {
            // Kafka leaves the time to the system otherwise, and relies on its replicas; here is one broker.
            settings.put("log.flush.interval.messages", "1");
        }
        KafkaConfig config = KafkaConfig.fromProps(settings);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        announce(ready);
        server.awaitShutdown();
    }

    private static Properties further() throws IOException {
        Properties settings = new Properties();
        String file = System.getProperty("sluice.broker.settings");
        if (file != null) {
            try (var text = Files.newBufferedReader(Path.of(file))) {
                settings.load(text);
            }
        }
        return settings;
    }

    private static void format(Path data, @Nullable String scramUsers) throws Exception {
        new Formatter()
                .setScramArguments(
                        scramUsers == null ? List.of() : scramUsers.lines().toList())
                .setNodeId(Integer.parseInt(NODE_ID))
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .run();
    }

    private static void listen(Properties settings, @Nullable String more) {
        if (more != null) {
            settings.merge("listeners", more, (one, other) -> one + "," + other);
            settings.merge("advertised.listeners", more, (one, other) -> one + "," + other);
        }
    }

    private static Properties settings(Path data, int brokerPort, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("log.dir", data.toString());
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("auto.create.topics.enable", "false");
        // Small segments' indexes: 10 MiB each by default, mapped for every partition.
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        // With the defaults a restarted broker waits 9 s and longer for its own previous session to end.
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "200");
        return settings;
    }

    private static void announce(Path ready) throws IOException {
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    }
}
