package io.sluice.data.parts;

import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The packaged service as a process of its own, with Kafka and PostgreSQL of its own: each can be killed and
/// started again. The object store is the one of the test run.
public final class PackagedStack implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path LOG = Path.of("target/packaged-service.log");
    private static final String DATABASE = "data";

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
    private final SourcesStub sources = new SourcesStub();
    private final String schemaService = sources.start().getOrDefault("sluice.schema-service.url", "");
    private final Path tokenKey = writePublicKey();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private @Nullable Process service;

    /// Starts everything.
    public PackagedStack() throws IOException {
        kafka.start();
        postgres.start();
        postgres.createDatabase(DATABASE);
        startService();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /// Makes a connection for each request.
    public DataSource database() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, values) -> DriverManager.getConnection(
                        postgres.jdbcUrl(DATABASE), EmbeddedPostgres.USER, EmbeddedPostgres.USER));
    }

    public S3Client objects() {
        return S3Client.builder()
                .endpointOverride(URI.create(TestObjectStore.endpoint()))
                .forcePathStyle(true)
                .region(Region.of(EmbeddedObjectStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /// Kills the service as the operating system does, and starts it again.
    public void killService() throws IOException {
        endService();
        startService();
    }

    /// Kills all processes of PostgreSQL, and starts it again with its data.
    public void killPostgres() {
        postgres.kill();
        postgres.start();
    }

    /// Kills Kafka, and starts it again with its data.
    public void killKafka() {
        kafka.kill();
        kafka.start();
    }

    private void startService() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                        Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                        Map.entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(DATABASE)),
                        Map.entry("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(DATABASE)),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                        Map.entry(
                                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                                tokenKey.toUri().toString()),
                        Map.entry("QUARKUS_S3_ENDPOINT_OVERRIDE", TestObjectStore.endpoint()),
                        Map.entry("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static"),
                        Map.entry(
                                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
                                EmbeddedObjectStore.ACCESS_KEY),
                        Map.entry(
                                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
                                EmbeddedObjectStore.SECRET_KEY),
                        Map.entry("SLUICE_SCHEMA_SERVICE_URL", schemaService),
                        Map.entry("SLUICE_SERVICE_TOKEN", "test-service-token"),
                        Map.entry("SLUICE_IMPORT_FIRST_FAILURE_PAUSE", "500ms"),
                        Map.entry("SLUICE_IMPORT_LONGEST_FAILURE_PAUSE", "1s")));
        service = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    private void endService() {
        if (service != null) {
            service.destroyForcibly().onExit().join();
        }
    }

    private static Path writePublicKey() {
        try {
            var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
            return Files.write(
                    Path.of("target", "packaged-service.pem").toAbsolutePath(),
                    List.of(
                            "-----BEGIN PUBLIC KEY-----",
                            Base64.getEncoder().encodeToString(key.getEncoded()),
                            "-----END PUBLIC KEY-----"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    @Override
    public void close() {
        endService();
        sources.stop();
        postgres.kill();
        kafka.kill();
    }
}
