package io.sluice.benchmarks.scan;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.sftp.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The SFTP pod as deployed, run by `deploy/sftp/run-local.sh`: OpenSSH, rsyslogd and the agent.
final class SftpPod implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration APPLY = Duration.ofMinutes(5);

    private final int port = Ports.free();
    private final int servicePort = Ports.free();
    private final Path keys;
    private final Path volume;
    private final AccountEndpoint accounts;
    private final ChildProcess process;

    /// Starts the pod and returns when both servers listen.
    ///
    /// @param folder for keys and logs
    /// @param volume becomes the SFTP volume
    SftpPod(Path folder, Path volume) throws IOException {
        this.keys = Files.createDirectories(folder.resolve("keys"));
        this.volume = volume;
        this.accounts = new AccountEndpoint();
        KeyFiles.ensure(serviceKey());
        var script = Checkout.root().resolve("deploy/sftp/run-local.sh");
        var log = folder.resolve("sftp.log");
        process = ChildProcess.start(new Command(
                "sftp",
                // The umask of child processes hides new files; here other users must be able to read them.
                List.of(
                        "sh",
                        "-c",
                        "umask 022; exec \"$@\"",
                        "sftp",
                        script.toString(),
                        "--port",
                        Integer.toString(port),
                        "--service-port",
                        Integer.toString(servicePort),
                        "--volume",
                        volume.toString(),
                        "--schema-service-url",
                        accounts.url(),
                        "--service-token",
                        AccountEndpoint.TOKEN,
                        "--service-public-key",
                        serviceKey() + ".pub",
                        "--validator-public-key",
                        serviceKey() + ".pub",
                        "--host-keys",
                        keys.resolve("host").toString(),
                        "--java-home",
                        System.getProperty("java.home"),
                        "--drain-seconds",
                        "0"),
                Map.of(),
                log));
        process.awaitReady(
                () -> says(log, "port " + port)
                        && says(log, "port " + servicePort)
                        && says(log, "accounts are applied"),
                START);
        writeKnownHosts();
    }

    int port() {
        return port;
    }

    int servicePort() {
        return servicePort;
    }

    Path serviceKey() {
        return keys.resolve("service");
    }

    Path knownHosts() {
        return keys.resolve("known-hosts");
    }

    long pid() {
        return process.pid();
    }

    /// Publishes the accounts and returns once they can log in and their folders are there.
    void admit(String list) {
        accounts.publish(list);
        var applied = volume.resolve(".agent/accounts.json");
        process.awaitReady(() -> Files.exists(applied) && read(applied).equals(list), APPLY, Duration.ofMillis(200));
    }

    private void writeKnownHosts() throws IOException {
        var lines = new ArrayList<String>();
        for (var kind : List.of("ed25519", "rsa")) {
            var key = Files.readString(keys.resolve("host").resolve("ssh_host_" + kind + "_key.pub"));
            lines.add("[127.0.0.1]:%d %s".formatted(servicePort, key.strip()));
        }
        Files.write(knownHosts(), lines);
    }

    private static boolean says(Path log, String text) {
        return Files.exists(log) && read(log).contains(text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.stop();
        accounts.close();
    }
}
