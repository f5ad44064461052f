package io.sluice.devstack.parts.service;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.ProcessGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A packaged service, to be started as a process of its own, also several times in a row, at the same ports.
/// It accepts tokens that its own key signed. Not thread-safe.
public final class PackagedService {
    /// Where the build of a service puts it, from the folder of its module.
    public static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Path jar;
    private final Path folder;
    private final KeyPair tokenKey = newKey();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Map<String, String> environment = new HashMap<>();

    /// Nothing is started yet.
    ///
    /// @param folder for its log and its key
    public PackagedService(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
        with(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey().toUri().toString(),
                "SLUICE_SERVICE_TOKEN", "test-service-token"));
    }

    public PackagedService kafka(String bootstrapServers) {
        return with(Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers));
    }

    /// Gives it an object store.
    ///
    /// @param endpoint of an [EmbeddedObjectStore]
    public PackagedService objectStore(String endpoint) {
        return with(Map.of(
                "QUARKUS_S3_ENDPOINT_OVERRIDE",
                endpoint,
                "QUARKUS_S3_AWS_CREDENTIALS_TYPE",
                "static",
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
                EmbeddedObjectStore.ACCESS_KEY,
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
                EmbeddedObjectStore.SECRET_KEY));
    }

    public PackagedService database(String jdbcUrl, String reactiveUrl) {
        return with(Map.of("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl, "QUARKUS_DATASOURCE_REACTIVE_URL", reactiveUrl));
    }

    /// Adds variables of the environment, for all starts from now on.
    public PackagedService with(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /// Signs the tokens that the service accepts.
    public KeyPair tokenKey() {
        return tokenKey;
    }

    /// Starts a process. Its log is appended to `packaged-service.log`.
    ///
    /// @param more variables of the environment, for this start
    /// @param options of the JVM
    public Process start(Map<String, String> more, String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("packaged-service.log").toFile()));
        return ProcessGuard.instance().guard(builder.start());
    }

    private Path publicKey() {
        try {
            return Files.write(
                    folder.resolve("packaged-service-%d.pem".formatted(port)).toAbsolutePath(),
                    List.of(
                            "-----BEGIN PUBLIC KEY-----",
                            Base64.getEncoder()
                                    .encodeToString(tokenKey.getPublic().getEncoded()),
                            "-----END PUBLIC KEY-----"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
