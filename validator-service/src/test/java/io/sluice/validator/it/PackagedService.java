package io.sluice.validator.it;

import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The packaged service, to be started as a process of its own, also several times in a row.
final class PackagedService {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final EmbeddedKafka kafka;
    private final SchemaStub schemas;
    private final KeyPair tokenKey = newKey();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();

    PackagedService(EmbeddedKafka kafka, SchemaStub schemas) {
        this.kafka = kafka;
        this.schemas = schemas;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /// Signs the tokens that the service accepts.
    KeyPair tokenKey() {
        return tokenKey;
    }

    /// @param environment beside what the service needs in any case
    /// @param options of the JVM
    Process start(Map<String, String> environment, String... options) throws IOException {
        var sftp = TestSftp.address();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                        Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                        Map.entry(
                                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                                publicKey().toUri().toString()),
                        Map.entry("QUARKUS_S3_ENDPOINT_OVERRIDE", TestObjectStore.endpoint()),
                        Map.entry("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static"),
                        Map.entry(
                                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
                                EmbeddedObjectStore.ACCESS_KEY),
                        Map.entry(
                                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
                                EmbeddedObjectStore.SECRET_KEY),
                        Map.entry("SLUICE_SFTP_HOST", "127.0.0.1"),
                        Map.entry("SLUICE_SFTP_PORT", Integer.toString(sftp.port())),
                        Map.entry(
                                "SLUICE_SFTP_PRIVATE_KEY_FILE",
                                sftp.privateKeyFile().toString()),
                        Map.entry(
                                "SLUICE_SFTP_KNOWN_HOSTS_FILE",
                                sftp.knownHostsFile().toString()),
                        Map.entry("SLUICE_SCHEMA_SERVICE_URL", schemas.url()),
                        Map.entry("SLUICE_SERVICE_TOKEN", "test-service-token")));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "packaged-service.log").toFile()))
                .start();
    }

    private Path publicKey() throws IOException {
        var file = Path.of("target", "packaged-service-%d.pem".formatted(port)).toAbsolutePath();
        return Files.write(
                file,
                List.of(
                        "-----BEGIN PUBLIC KEY-----",
                        Base64.getEncoder().encodeToString(tokenKey.getPublic().getEncoded()),
                        "-----END PUBLIC KEY-----"));
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
