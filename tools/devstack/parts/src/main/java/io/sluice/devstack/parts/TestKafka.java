package io.sluice.devstack.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The Kafka of integration tests, one broker a test run: Testcontainers where a Docker API answers, the
/// embedded broker elsewhere.
///
/// `SLUICE_TEST_KAFKA=embedded` or `=container` decides by hand; `SLUICE_KAFKA_IMAGE` names another image.
public final class TestKafka {

    private static final String DEFAULT_IMAGE = "apache/kafka:4.1.1";

    private TestKafka() {}

    /// Where it is found; the first call starts it, the end of the JVM ends it.
    public static String bootstrapServers() {
        return broker().address();
    }

    /// Halts the broker: connections stay open and nothing answers until [#goOn()].
    public static void halt() {
        broker().halt();
    }

    /// Ends [#halt()].
    public static void goOn() {
        broker().goOn();
    }

    private static HaltablePart broker() {
        return HaltablePart.once("sluice.test.kafka", () -> switch (kind(System.getenv())) {
            case EMBEDDED -> {
                var started = EmbeddedKafka.temporary().start();
                yield new HaltablePart(started.bootstrapServers(), started.pid());
            }
            case CONTAINER -> startContainer();
        });
    }

    enum Kind {
        EMBEDDED,
        CONTAINER
    }

    static Kind kind(Map<String, String> environment) {
        return switch (environment.getOrDefault("SLUICE_TEST_KAFKA", "")) {
            case "embedded" -> Kind.EMBEDDED;
            case "container" -> Kind.CONTAINER;
            case "" -> dockerAnswers(environment) ? Kind.CONTAINER : Kind.EMBEDDED;
            case String other ->
                throw new IllegalArgumentException("SLUICE_TEST_KAFKA is '" + other
                        + "', expected 'embedded', 'container' or nothing (Testcontainers where a Docker API answers)");
        };
    }

    // Testcontainers looks for an engine for seconds: ask it only where a socket or an address shows that one
    // may be there.
    private static boolean dockerAnswers(Map<String, String> environment) {
        boolean hint = Optional.ofNullable(environment.get("DOCKER_HOST"))
                        .filter(host -> !host.isBlank())
                        .isPresent()
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"));
        return hint && DockerClientFactory.instance().isDockerAvailable();
    }

    // Not closed here: Testcontainers ends it with the JVM. Its process is one of this machine, unless the
    // engine is remote; then a test cannot halt it.
    @SuppressWarnings("resource")
    private static HaltablePart startContainer() {
        String image = System.getenv().getOrDefault("SLUICE_KAFKA_IMAGE", DEFAULT_IMAGE);
        KafkaContainer container =
                new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
        container.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false").start();
        Long pid = container.getCurrentContainerInfo().getState().getPidLong();
        return new HaltablePart(container.getBootstrapServers(), pid == null ? 0 : pid);
    }
}
