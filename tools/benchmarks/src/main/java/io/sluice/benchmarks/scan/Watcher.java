package io.sluice.benchmarks.scan;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The packaged `sftp-watcher` as a process of its own, with the JVM options of `./sluice up` except the
/// heap.
final class Watcher implements AutoCloseable {
    static final String HEAP = "-Xmx1g";
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            HEAP,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final int port = Ports.free();
    private final ChildProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    /// Starts the watcher and returns at once.
    ///
    /// @param folder for its settings and its log
    Watcher(Path folder, SftpPod pod, String bootstrapServers, Duration interval) {
        var jar = Checkout.root().resolve("sftp-watcher/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build first (./sluice bench does it)");
        }
        var command = Command.jar("sftp-watcher", OPTIONS, jar, folder.resolve("sftp-watcher.log"));
        var words = new java.util.ArrayList<>(command.words());
        words.add(1, "-Dquarkus.config.locations=" + writeSettings(folder, pod, bootstrapServers, interval));
        process = ChildProcess.start(new Command(command.name(), words, Map.of(), command.log()));
    }

    private Path writeSettings(Path folder, SftpPod pod, String bootstrapServers, Duration interval) {
        var settings = new TreeMap<String, String>();
        settings.put("config_ordinal", "350");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", "0");
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(port));
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("sluice.scan.interval", interval.toSeconds() + "s");
        settings.put("sluice.sftp.host", "127.0.0.1");
        settings.put("sluice.sftp.port", Integer.toString(pod.servicePort()));
        settings.put("sluice.sftp.private-key-file", pod.serviceKey().toString());
        settings.put("sluice.sftp.known-hosts-file", pod.knownHosts().toString());
        // The watcher needs these settings but uses neither: no caller brings a token, and no report is
        // written.
        settings.put("mp.jwt.verify.publickey.location", "file:" + tokenKey(folder));
        settings.put("quarkus.s3.endpoint-override", "http://127.0.0.1:1");
        settings.put("quarkus.s3.aws.credentials.type", "static");
        settings.put("quarkus.s3.aws.credentials.static-provider.access-key-id", "none");
        settings.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", "none");
        try {
            return Files.writeString(
                    folder.resolve("sftp-watcher.properties"),
                    settings.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Path tokenKey(Path folder) {
        try {
            var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
            return Files.writeString(
                    folder.resolve("token.pem"),
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK makes no RSA keys", impossible);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Returns once its scan cycles have looked at this number of accounts.
    void awaitLooks(int accounts, Duration limit) {
        var looks = new Looks(accounts);
        process.awaitReady(looks::areDone, limit, Duration.ofMillis(100));
    }

    /// The watcher's metrics about its scan cycles.
    ScanCycles cycles() {
        var lines = metrics().lines().toList();
        return new ScanCycles(
                (long) value(lines, "sluice_scan_duration_seconds_count"),
                value(lines, "sluice_scan_duration_seconds_sum"),
                (int) value(lines, "sluice_scan_accounts"));
    }

    private static double value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    /// Empty while the watcher does not answer yet.
    private String metrics() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the watcher was asked for its metrics", stop);
        }
    }

    @Override
    public void close() {
        process.stop();
        http.close();
    }

    /// The scan cycles of a watcher since its start.
    ///
    /// @param seconds their total time
    /// @param lookedAt accounts that the last cycle looked at
    record ScanCycles(long count, double seconds, int lookedAt) {}

    /// Adds up the accounts of each scan cycle.
    private final class Looks {
        private final int wanted;
        private long cycles;
        private int lookedAt;

        Looks(int wanted) {
            this.wanted = wanted;
        }

        boolean areDone() {
            var now = cycles();
            if (now.count() > cycles) {
                cycles = now.count();
                lookedAt += now.lookedAt();
            }
            return lookedAt >= wanted;
        }
    }
}
