package io.sluice.batch.killed;

import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestPostgres;
import io.sluice.devstack.parts.process.Ports;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The packaged service, to be started as a process of its own, also several times in a row.
final class PackagedService implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path LOG = Path.of("target", "packaged-service.log");

    private final TestPostgres.Database database = TestPostgres.newDatabase();
    private final KeyPair tokenKey = newKey();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Path publicKey =
            Path.of("target", "packaged-service-%d.pem".formatted(port)).toAbsolutePath();
    private Optional<Process> process = Optional.empty();

    PackagedService() throws IOException {
        Files.write(
                publicKey,
                List.of(
                        "-----BEGIN PUBLIC KEY-----",
                        Base64.getEncoder().encodeToString(tokenKey.getPublic().getEncoded()),
                        "-----END PUBLIC KEY-----"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String token(AccountId account) {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(account.value())
                .groups("tenant")
                .claim("accuid", account.value())
                .claim("scope", "read write")
                .claim("jti", "token-of-" + account)
                .expiresIn(Duration.ofHours(2))
                .sign(tokenKey.getPrivate());
    }

    /// Its consumers have a group of their own: what is left of a killed one would hold up those of other
    /// tests.
    void start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString());
        var environment = builder.environment();
        environment.putAll(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort),
                "KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers(),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey.toUri().toString(),
                "SLUICE_BATCH_PUBLIC_URL", url(),
                "SLUICE_BATCH_SIGNING_KEY", "a-signing-key-for-tests-which-is-long-enough",
                "SLUICE_BATCH_UPLOAD_SWEEP", "500ms",
                "SLUICE_BATCH_REQUESTS_PER_MINUTE", "1000000"));
        environment.putAll(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.user(),
                "MP_MESSAGING_INCOMING_USAGE_MEASURED_GROUP_ID", "killed",
                "MP_MESSAGING_INCOMING_BATCH_PROGRESS_GROUP_ID", "killed",
                "MP_MESSAGING_INCOMING_BATCH_FINISHED_GROUP_ID", "killed"));
        environment.putAll(Map.of(
                "QUARKUS_S3_ENDPOINT_OVERRIDE", TestObjectStore.endpoint(),
                "QUARKUS_S3_PATH_STYLE_ACCESS", "true",
                "QUARKUS_S3_AWS_REGION", EmbeddedObjectStore.REGION,
                "QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static",
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", EmbeddedObjectStore.ACCESS_KEY,
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", EmbeddedObjectStore.SECRET_KEY,
                "SLUICE_OBJECTS_BUCKET", EmbeddedObjectStore.BUCKET));
        process = Optional.of(builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start());
    }

    /// SIGKILL: nothing is finished.
    void kill() throws InterruptedException {
        var killed = process.orElseThrow().destroyForcibly();
        if (!killed.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process does not end");
        }
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
