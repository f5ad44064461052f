package io.sluice.devstack.stack;

import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.sftp.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the parts of one stack, none of them started.
final class PartFactory {

    private static final Duration LOOK_AT_FILE = Duration.ofMillis(50);
    // A service logs each time that it is asked and not ready.
    private static final Duration ASK_SERVICE = Duration.ofMillis(250);
    private static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    private static final List<String> QUIET_JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final StackFolder folder;
    private final StackPorts ports;
    private final Tokens tokens;
    private final ServiceSettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    PartFactory(StackFolder folder, StackPorts ports, Tokens tokens, String pickup) {
        this.folder = folder;
        this.ports = ports;
        this.tokens = tokens;
        this.settings = new ServiceSettings(folder, ports, tokens, pickup);
    }

    Map<Part, RunningPart> all() {
        Map<Part, RunningPart> parts = new EnumMap<>(Part.class);
        parts.put(Part.POSTGRES, postgres());
        EmbeddedKafka kafka =
                new EmbeddedKafka(folder.in("kafka"), ports.of(Part.KAFKA), ports.kafkaController(), List.of());
        parts.put(Part.KAFKA, new ProcessPart(kafka::launch, kafka::isReady, LOOK_AT_FILE));
        EmbeddedObjectStore objects =
                new EmbeddedObjectStore(folder.in("objects"), ports.of(Part.OBJECT_STORE), List.of());
        parts.put(Part.OBJECT_STORE, new ProcessPart(objects::launch, objects::isReady, LOOK_AT_FILE));
        parts.put(Part.SFTP, sftp());
        for (Part service : Part.services()) {
            parts.put(
                    service, new ProcessPart(() -> launchService(service), () -> isServiceReady(service), ASK_SERVICE));
        }
        return parts;
    }

    private RunningPart postgres() {
        return new PostgresPart(
                new EmbeddedPostgres(folder.in("postgres"), ports.of(Part.POSTGRES)),
                Part.services().stream()
                        .map(Part::database)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private RunningPart sftp() {
        Path hostKey = folder.in("keys/sftp-host");
        Path serviceKey = folder.in("keys/sftp-service");
        KeyPair host = KeyFiles.ensure(hostKey);
        KeyFiles.ensure(serviceKey);
        folder.writeSecret("keys/known-hosts", KeyFiles.knownHost("127.0.0.1", ports.of(Part.SFTP), host.getPublic()));
        Path token = folder.writeSecret("keys/sftp-token", tokens.service("sftp"));
        Path ready = folder.in("sftp.ready");
        List<Path> classPath = new ArrayList<>(List.of(Checkout.root().resolve("devstack/parts/target/classes")));
        classPath.addAll(Checkout.classPath("devstack/launcher"));
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.add("-Xmx128m");
        Command command = Command.java(
                        "sftp", options, classPath, "io.sluice.devstack.parts.sftp.SftpServerMain", folder.log("sftp"))
                .with(
                        "volume=" + folder.in("volume"),
                        "host=127.0.0.1",
                        "port=" + ports.of(Part.SFTP),
                        "host-key=" + hostKey,
                        "service-key=" + serviceKey + ".pub",
                        "accounts-url=http://127.0.0.1:" + ports.of(Part.SCHEMA_SERVICE) + "/internal/sftp-accounts",
                        "accounts-token=" + token,
                        "accounts-kept=" + folder.in("keys/sftp-accounts.json"),
                        "ready=" + ready);
        return new ProcessPart(
                () -> {
                    delete(ready);
                    return ChildProcess.start(command);
                },
                () -> Files.exists(ready),
                LOOK_AT_FILE);
    }

    private ChildProcess launchService(Part service) {
        Path jar = Checkout.root().resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build first (./sluice does it)");
        }
        List<String> options = new ArrayList<>(QUIET_JVM);
        if (service == Part.VALIDATOR_SERVICE) {
            options.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
        } else {
            options.addAll(SMALL_JVM);
            options.add("-Xmx192m");
        }
        options.add("-Dquarkus.config.locations=" + settings.write(service));
        return ChildProcess.start(Command.jar(service.label(), options, jar, folder.log(service.label())));
    }

    private boolean isServiceReady(Part service) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.of(service) + "/q/health/ready"))
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

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
