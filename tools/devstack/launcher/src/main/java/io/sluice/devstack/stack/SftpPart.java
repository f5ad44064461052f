package io.sluice.devstack.stack;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.sftp.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Creates the SFTP server's part, and the keys by which it and the services know each other.
record SftpPart(StackFolder folder, StackPorts ports, StackTokens tokens, ServiceSettings settings) {

    private static final Duration BETWEEN_PORT_CHECKS = Duration.ofMillis(100);
    private static final Duration PREVIOUS_SERVER_ENDS = Duration.ofSeconds(20);

    RunningPart embedded() {
        Path hostKey = folder.in("keys/sftp-host");
        folder.writeSecret(
                "keys/known-hosts",
                KeyFiles.knownHost(
                        "127.0.0.1",
                        ports.of(Part.SFTP),
                        KeyFiles.ensure(hostKey).getPublic()));
        Path ready = folder.in("sftp.ready");
        List<Path> classPath = new ArrayList<>();
        for (String module :
                List.of("tools/devstack/parts", "libs/sftp-server", "libs/threads", "libs/contracts", "libs/engine")) {
            classPath.add(Checkout.root().resolve(module).resolve("target/classes"));
        }
        classPath.addAll(Checkout.classPath("tools/devstack/launcher"));
        List<String> options = new ArrayList<>(PartFactory.SMALL_JVM);
        options.addAll(List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"));
        Command command = Command.java(
                        "sftp", options, classPath, "io.sluice.devstack.parts.sftp.SftpServerMain", folder.log("sftp"))
                .with(
                        "volume=" + folder.in("volume"),
                        "host=127.0.0.1",
                        "port=" + ports.of(Part.SFTP),
                        "host-key=" + hostKey,
                        "service-key=" + publicKey("keys/sftp-service"),
                        "validator-key=" + publicKey("keys/sftp-validator"),
                        "schema-service=" + schemaService(),
                        "accounts-token=" + token(),
                        "accounts-kept=" + folder.in("keys/sftp-accounts.json"),
                        "ready=" + ready)
                .with(authority().map(file -> "authority=" + file).stream().toArray());
        return new ProcessPart(
                () -> {
                    delete(ready);
                    return ChildProcess.start(command);
                },
                () -> Files.exists(ready),
                PartFactory.BETWEEN_FILE_CHECKS);
    }

    RunningPart openSsh() {
        Path script = Checkout.root().resolve("deploy/sftp/run-local.sh");
        Path hostKeys = folder.in("keys/sftp-host-keys");
        Command command = new Command(
                "sftp",
                List.of(
                        script.toString(),
                        "--port",
                        Integer.toString(ports.of(Part.SFTP)),
                        "--service-port",
                        Integer.toString(ports.sftpService()),
                        "--volume",
                        folder.in("volume").toString(),
                        "--schema-service-url",
                        schemaService(),
                        "--service-token-file",
                        token().toString(),
                        "--service-public-key",
                        publicKey("keys/sftp-service").toString(),
                        "--validator-public-key",
                        publicKey("keys/sftp-validator").toString(),
                        "--host-keys",
                        hostKeys.toString(),
                        "--java-home",
                        System.getProperty("java.home"),
                        "--drain-seconds",
                        "1"),
                authority()
                        .map(file -> Map.of("SLUICE_CA_FILE", file.toString()))
                        .orElseGet(Map::of),
                folder.log("sftp"));
        return new ProcessPart(
                () -> {
                    awaitFree(ports.of(Part.SFTP));
                    awaitFree(ports.sftpService());
                    return ChildProcess.start(command);
                },
                () -> greets(ports.of(Part.SFTP)) && greets(ports.sftpService()) && knowsHostKeys(hostKeys),
                BETWEEN_PORT_CHECKS);
    }

    private String schemaService() {
        return settings.url(Part.SCHEMA_SERVICE);
    }

    /// One file with all authorities, for HTTPS.
    private Optional<Path> authority() {
        var authorities = settings.options().existing().authorities();
        return authorities.isEmpty()
                ? Optional.empty()
                : Optional.of(folder.writeSecret(
                        "keys/authorities.crt",
                        authorities.stream().map(SftpPart::text).collect(Collectors.joining("\n"))));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(file + " cannot be read", cause);
        }
    }

    private Path token() {
        return tokens.serviceFile("sftp-server");
    }

    private Path publicKey(String name) {
        Path key = folder.in(name);
        KeyFiles.ensure(key);
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    // The script creates the host keys; the services read the file at each connection.
    private boolean knowsHostKeys(Path hostKeys) {
        StringBuilder lines = new StringBuilder();
        for (String kind : List.of("ed25519", "rsa")) {
            try {
                lines.append("[127.0.0.1]:%d %s"
                        .formatted(
                                ports.sftpService(),
                                Files.readString(hostKeys.resolve("ssh_host_" + kind + "_key.pub"))));
            } catch (IOException cause) {
                throw new UncheckedIOException("a host key cannot be read", cause);
            }
        }
        folder.writeSecret("keys/known-hosts", lines.toString());
        return true;
    }

    private static boolean greets(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            byte[] greeting = socket.getInputStream().readNBytes(4);
            return new String(greeting, StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException notYet) {
            return false;
        }
    }

    // After kill -9 the server outlives the script for a moment.
    private static void awaitFree(int port) {
        long end = System.nanoTime() + PREVIOUS_SERVER_ENDS.toNanos();
        while (!isFree(port)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("port %d is still taken %d s after the previous SFTP server was stopped"
                        .formatted(port, PREVIOUS_SERVER_ENDS.toSeconds()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
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
