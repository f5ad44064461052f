package io.sluice.agent;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.sluice.rules.disk.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The SFTP pod, run by `run-local.sh`: real sshd, rsyslogd and agent, on free ports and a new volume.
final class LocalPod implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// Long enough for ten thousand accounts.
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reserves the next two ports for this pod while it is open.
    private final ServerSocket guard = guard();
    final int port = guard.getLocalPort() + 1;
    final int servicePort = guard.getLocalPort() + 2;
    final Path volume;
    private final Path folder;
    private final Optional<SmallDisk> disk;
    private final Path serviceKey;
    private final Path validatorKey;
    private final AccountService service = new AccountService();
    private final Map<String, ListedAccount> accounts = new LinkedHashMap<>();
    private final Process process;

    static LocalPod start() {
        return start(Path.of(System.getProperty("java.io.tmpdir")), 0);
    }

    /// With a volume that is soon full.
    static LocalPod onSmallDisk(int mebibytes) {
        try {
            var folder = Files.createTempDirectory("sluice-sftp-agent-");
            return new LocalPod(
                    folder, Optional.of(SmallDisk.on(Files.createDirectory(folder.resolve("volume")), mebibytes)), 0);
        } catch (IOException | JSchException failed) {
            throw new IllegalStateException("the SFTP pod does not start: " + failed.getMessage(), failed);
        }
    }

    /// A pod whose volume lies in memory. Tests with many folders use it.
    static LocalPod inMemory() {
        return start(Path.of("/dev/shm"), 0);
    }

    /// A pod that leaves tenants so much time when it stops; the others end their sessions at once.
    static LocalPod draining(Duration time) {
        return start(Path.of(System.getProperty("java.io.tmpdir")), time.toSeconds());
    }

    private static LocalPod start(Path parent, long drainSeconds) {
        try {
            return new LocalPod(
                    Files.createTempDirectory(parent, "sluice-sftp-agent-"), Optional.empty(), drainSeconds);
        } catch (IOException | JSchException failed) {
            throw new IllegalStateException("the SFTP pod does not start: " + failed.getMessage(), failed);
        }
    }

    private LocalPod(Path folder, Optional<SmallDisk> disk, long drainSeconds) throws IOException, JSchException {
        this.folder = folder;
        this.disk = disk;
        volume = folder.resolve("volume");
        serviceKey = folder.resolve("service");
        validatorKey = folder.resolve("validator");
        for (var key : List.of(serviceKey, validatorKey)) {
            var pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
            pair.writePrivateKey(key.toString());
            pair.writePublicKey(key + ".pub", "test");
        }
        var checkout = checkout();
        installPackages(checkout);
        var command = new ArrayList<String>();
        command.add(checkout.resolve("deploy/sftp/run-local.sh").toString());
        command.addAll(List.of("--port", Integer.toString(port), "--service-port", Integer.toString(servicePort)));
        command.addAll(List.of("--volume", volume.toString()));
        command.addAll(List.of("--host-keys", folder.resolve("host-keys").toString()));
        command.addAll(List.of("--schema-service-url", service.url(), "--service-token", AccountService.TOKEN));
        command.addAll(List.of("--service-public-key", serviceKey + ".pub"));
        command.addAll(List.of("--validator-public-key", validatorKey + ".pub"));
        command.addAll(List.of("--agent", checkout.resolve("sftp-agent/target").toString()));
        command.addAll(List.of("--java-home", System.getProperty("java.home")));
        command.addAll(List.of("--drain-seconds", Long.toString(drainSeconds)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        await().atMost(Duration.ofMinutes(3)).until(() -> !process.isAlive() || isUp());
        if (!process.isAlive()) {
            throw new IllegalStateException("run-local.sh ended:\n" + Files.readString(log()));
        }
    }

    private static synchronized void installPackages(Path checkout) throws IOException {
        var script = checkout.resolve("deploy/sftp/install-packages.sh").toString();
        try {
            var installed =
                    new ProcessBuilder(script, "--tests").inheritIO().start().waitFor();
            if (installed != 0) {
                throw new IllegalStateException("%s ended with status %d".formatted(script, installed));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s ran".formatted(script), stop);
        }
    }

    private static Path checkout() {
        for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve(".mvn"))) {
                return path;
            }
        }
        throw new IllegalStateException("no folder above this one holds .mvn");
    }

    private boolean isUp() throws IOException {
        var said = Files.readString(log());
        return said.contains("port " + port)
                && said.contains("port " + servicePort)
                && said.contains("accounts are applied");
    }

    SmallDisk disk() {
        return disk.orElseThrow();
    }

    /// The events that concern no account.
    List<String> eventsOfServer() {
        return lines("uploads.log")
                .filter(line -> !line.has("accuid"))
                .map(line -> line.path("event").asText())
                .toList();
    }

    Path log() {
        return folder.resolve("log");
    }

    /// Publishes the accounts and returns once the agent has applied them.
    void put(ListedAccount... changed) throws IOException {
        var published = putLater(changed);
        var kept = volume.resolve(".agent/accounts.json");
        await().atMost(LONG_TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(kept) && Files.readString(kept).equals(published));
    }

    /// Publishes the accounts and returns the list that the agent will keep.
    String putLater(ListedAccount... changed) throws IOException {
        for (var account : changed) {
            accounts.put(account.accountId(), account);
        }
        return service.publish(accounts.values());
    }

    Client login(String accountId) throws JSchException {
        return new Client(port, accountId).password(ListedAccount.PASSWORD).connect();
    }

    Client attempt(String accountId) {
        return new Client(port, accountId);
    }

    Client service() throws JSchException {
        return new Client(servicePort, "sluice-service").key(serviceKey).connect();
    }

    Client validator() throws JSchException {
        return new Client(servicePort, "sluice-validator").key(validatorKey).connect();
    }

    Path serviceKey() {
        return serviceKey;
    }

    Path validatorKey() {
        return validatorKey;
    }

    /// A path of an account on the volume.
    Path at(String accountId, String path) {
        return volume.resolve("accounts").resolve(accountId).resolve(path);
    }

    /// The recorded log-ins of an account: address, method, outcome, reason.
    List<String> logIns(String accountId) {
        return lines("log-ins.log")
                .filter(line -> line.path("accuid").asText("?").equals(accountId))
                .map(line -> String.join(
                                " ",
                                line.path("address").asText(),
                                line.path("method").asText(),
                                line.path("outcome").asText(),
                                line.path("reason").asText())
                        .strip())
                .toList();
    }

    /// Waits until the log-ins of an account meet the condition.
    List<String> awaitLogIns(String accountId, Predicate<List<String>> condition) {
        return await("log-ins of " + accountId)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> logIns(accountId), condition);
    }

    /// The ledger's lines of an account.
    List<JsonNode> ledger(String accountId) {
        return lines("uploads.log")
                .filter(line -> line.path("accuid").asText().equals(accountId))
                .toList();
    }

    private Stream<JsonNode> lines(String name) {
        var file = volume.resolve("ledger").resolve(name);
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream().map(LocalPod::json) : Stream.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The events and paths of an account, e.g. `close /sources/order/a.csv 3`.
    List<String> events(String accountId) {
        return ledger(accountId).stream()
                .map(line -> (line.path("event").asText() + " "
                                + line.path("path").asText() + " "
                                + line.path("to").asText()
                                + line.path("written").asText()
                                + (line.path("failed").asBoolean() ? " failed" : ""))
                        .strip())
                .toList();
    }

    /// Waits until the events of an account meet the condition.
    List<String> awaitEvents(String accountId, Predicate<List<String>> condition) {
        return await("ledger of " + accountId)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> events(accountId), condition);
    }

    void stopSchemaService() {
        service.close();
    }

    /// The owner of a file, by number.
    static int owner(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid");
    }

    /// The processes of this pod that have the text in their command line.
    List<ProcessHandle> processes(String text) {
        return process.descendants()
                .filter(handle -> commandLine(handle).contains(text))
                .toList();
    }

    /// Asks the pod to stop, as Kubernetes does.
    void beginToStop() {
        process.destroy();
    }

    boolean hasStopped() {
        return !process.isAlive();
    }

    /// The shell that reads sshd's log; its parent shell starts it again.
    ProcessHandle logReader() {
        return processes("entrypoint.sh").stream()
                .filter(handle ->
                        readsPipe(handle) && handle.children().findAny().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static boolean readsPipe(ProcessHandle handle) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(handle.pid()), "fd", "0"))
                    .endsWith("sshd.pipe");
        } catch (IOException ended) {
            return false;
        }
    }

    private static String commandLine(ProcessHandle handle) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        service.close();
        guard.close();
        disk.ifPresent(SmallDisk::close);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(line, malformed);
        }
    }

    /// Reserves ports below those that the kernel gives to clients. So no other process takes a port between
    /// its choice and its use.
    private static ServerSocket guard() {
        var last = new IllegalStateException("no free port between 31000 and 32000");
        for (int port = 31_000; port < 32_000; port += 3) {
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                last.addSuppressed(taken);
            }
        }
        throw last;
    }
}
