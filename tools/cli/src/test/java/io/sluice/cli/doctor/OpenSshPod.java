package io.sluice.cli.doctor;

import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import com.sun.net.httpserver.HttpServer;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The OpenSSH pod's own files, run on this machine, with the account `acme` (admitted from 127.0.0.0/29).
final class OpenSshPod implements AutoCloseable {
    static final String PASSWORD = "correct-horse";
    private static final String ACCOUNTS = """
            {"accounts":[{"accuid":"acme","state":"active","password_hash":\
            "$6$sluicetest$znTTW7OiOYxKlBJbG9UkEoDLDIcsR7xpELRkfgapz7fyq8GLPlEQhyC/lxV3.Ri08XeJV.Dpi7SqiXUMa2H1I1",\
            "ssh_public_keys":[],"ip_allowlist":["127.0.0.0/29"],"source_types":["order"]}]}""";

    final int port = Ports.free();
    final int servicePort = Ports.free();
    final Path volume;
    final Path serviceKey;
    final Path validatorKey;
    private final HttpServer schemaService;
    private final Process process;

    OpenSshPod(Path folder) throws Exception {
        volume = folder.resolve("volume");
        serviceKey = folder.resolve("service");
        validatorKey = folder.resolve("validator");
        for (var key : List.of(serviceKey, validatorKey)) {
            var pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
            pair.writePrivateKey(key.toString());
            pair.writePublicKey(key + ".pub", "test");
        }
        schemaService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        schemaService.createContext("/", exchange -> {
            try (exchange) {
                // The account of the admin API stands beside the list for the SFTP agent.
                var body = (exchange.getRequestURI().getPath().startsWith("/v1/accounts/")
                                ? "{\"ip_allowlist\":[\"127.0.0.0/29\"]}"
                                : ACCOUNTS)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        schemaService.start();
        var log = folder.resolve("log");
        process = new ProcessBuilder(List.of(
                        Checkout.root().resolve("deploy/sftp/run-local.sh").toString(),
                        "--port",
                        Integer.toString(port),
                        "--service-port",
                        Integer.toString(servicePort),
                        "--volume",
                        volume.toString(),
                        "--host-keys",
                        folder.resolve("host-keys").toString(),
                        "--schema-service-url",
                        schemaServiceUrl(),
                        "--service-token",
                        "token",
                        "--service-public-key",
                        serviceKey + ".pub",
                        "--validator-public-key",
                        validatorKey + ".pub",
                        "--java-home",
                        System.getProperty("java.home"),
                        "--drain-seconds",
                        "0"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> !process.isAlive()
                        || (Files.readString(log).contains("port " + port)
                                && Files.readString(log).contains("port " + servicePort)
                                && Files.readString(log).contains("accounts are applied")));
        if (!process.isAlive()) {
            throw new IllegalStateException("run-local.sh ended:\n" + Files.readString(log));
        }
    }

    String schemaServiceUrl() {
        return "http://127.0.0.1:" + schemaService.getAddress().getPort();
    }

    /// For `@EnabledIf`; where the tests must not be left out, their absence is a failure.
    static boolean canRun() {
        var able = System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
        if (!able && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "the tests of the real SFTP server need root on Linux: run the build as root");
        }
        return able;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        schemaService.stop(0);
    }
}
