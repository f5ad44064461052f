package io.sluice.devstack.stack;

import io.sluice.devstack.parts.Durability;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.service.ValidatorJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Creates the parts of one stack without starting them.
final class PartFactory {

    static final Duration BETWEEN_FILE_CHECKS = Duration.ofMillis(50);
    // A service that is not ready logs each request for its readiness.
    private static final Duration BETWEEN_READINESS_REQUESTS = Duration.ofMillis(250);
    static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    /// Without a first size the heap takes all that it may at once, on a machine of many gigabytes.
    private static final List<String> SLIM_HEAP = List.of("-Xms32m", "-XX:+UseCompactObjectHeaders");
    private static final List<String> QUIET_JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final StackFolder folder;
    private final StackPorts ports;
    private final StackTokens tokens;
    private final StackOptions options;
    private final ServiceSettings settings;
    private final Map<Part, Map<String, String>> environments = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    PartFactory(StackFolder folder, StackPorts ports, StackTokens tokens, StackOptions options) {
        this.folder = folder;
        this.ports = ports;
        this.tokens = tokens;
        this.options = options;
        this.settings = new ServiceSettings(folder, ports, tokens, options);
        new DoctorSettings(folder, ports, tokens, settings).write();
    }

    /// Replaces tokens whose life is half over.
    void renewTokens() {
        tokens.files();
        new DoctorSettings(folder, ports, tokens, settings).write();
    }

    Map<Part, RunningPart> all() {
        Map<Part, RunningPart> parts = new EnumMap<>(Part.class);
        parts.put(Part.POSTGRES, postgres());
        EmbeddedKafka kafka =
                new EmbeddedKafka(folder.in("kafka"), ports.of(Part.KAFKA), ports.kafkaController(), durability());
        parts.put(Part.KAFKA, new ProcessPart(kafka::launch, kafka::isReady, BETWEEN_FILE_CHECKS));
        EmbeddedObjectStore objects = new EmbeddedObjectStore(folder.in("objects"), ports.of(Part.OBJECT_STORE));
        parts.put(Part.OBJECT_STORE, new ProcessPart(objects::launch, objects::isReady, BETWEEN_FILE_CHECKS));
        parts.keySet().removeIf(options.existing()::have);
        SftpPart sftp = new SftpPart(folder, ports, tokens, settings);
        parts.put(
                Part.SFTP,
                switch (options.sftp()) {
                    case EMBEDDED -> sftp.embedded();
                    case OPENSSH -> sftp.openSsh();
                });
        for (Part service : services()) {
            parts.put(
                    service,
                    new ProcessPart(
                            () -> launchService(service), () -> isServiceReady(service), BETWEEN_READINESS_REQUESTS));
        }
        return parts;
    }

    /// Gives the service these variables from its next start on.
    void setEnvironment(Part service, Map<String, String> variables) {
        environments.put(service, Map.copyOf(variables));
    }

    /// Writes the settings of these services; returns their files.
    Map<Part, Path> settingsOf(Set<Part> services) {
        Map<Part, Path> files = new EnumMap<>(Part.class);
        services.forEach(service -> files.put(service, settings.write(service)));
        return Collections.unmodifiableMap(files);
    }

    private List<Part> services() {
        return Part.services().stream()
                .filter(service -> !options.without().contains(service))
                .toList();
    }

    private Durability durability() {
        return folder.isKept() ? Durability.KEPT : Durability.THROWN_AWAY;
    }

    private RunningPart postgres() {
        return new PostgresPart(
                new EmbeddedPostgres(folder.in("postgres"), ports.of(Part.POSTGRES), durability()),
                Part.services().stream()
                        .map(Part::database)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private ChildProcess launchService(Part service) {
        Path jar = Checkout.root().resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing, ./sluice build makes it");
        }
        List<String> options = new ArrayList<>(optionsOf(service));
        options.add("-Dquarkus.config.locations=" + settings.write(service));
        return ChildProcess.start(Command.jar(service.label(), options, jar, folder.log(service.label()))
                .withEnvironment(environments.getOrDefault(service, Map.of())));
    }

    private static List<String> optionsOf(Part service) {
        if (service == Part.VALIDATOR_SERVICE) {
            return ValidatorJvm.OPTIONS;
        }
        List<String> options = new ArrayList<>(QUIET_JVM);
        options.addAll(SLIM_HEAP);
        options.addAll(SMALL_JVM);
        options.add(service == Part.DATA_SERVICE ? "-Xmx128m" : "-Xmx192m");
        // Threads of libraries may be lost. The validator ends the job that took the memory.
        options.add("-XX:+ExitOnOutOfMemoryError");
        return options;
    }

    private boolean isServiceReady(Part service) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.managementOf(service) + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + service.label(), interruption);
        }
    }
}
