package io.sluice.data.parts;

import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.devstack.parts.service.PackagedService;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/// The packaged service as a process of its own, with Kafka and PostgreSQL of its own: each can be killed and
/// started again. The object store is the one of the test run.
public final class PackagedStack implements AutoCloseable {
    private static final String DATABASE = "data";

    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
    private final SourcesStub sources = new SourcesStub();
    private final PackagedService packaged;
    private @Nullable Process service;

    /// Starts everything.
    public PackagedStack() throws IOException {
        kafka.start();
        postgres.start();
        postgres.createDatabase(DATABASE);
        packaged = new PackagedService(PackagedService.JAR, Path.of("target"))
                .kafka(kafka.bootstrapServers())
                .database(postgres.jdbcUrl(DATABASE), postgres.reactiveUrl(DATABASE))
                .objectStore(TestObjectStore.endpoint())
                .with(Map.of(
                        "SLUICE_DATA_FILES_PUBLIC_URL", "http://data.example.com",
                        "SLUICE_DATA_FILES_SIGNING_KEY", "a-signing-key-for-tests-which-is-long-enough",
                        "SLUICE_SCHEMA_SERVICE_URL", sources.start().getOrDefault("sluice.schema-service.url", "")));
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
        return TestObjectStoreClient.make();
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
        service = packaged.start(
                Map.of(
                        "SLUICE_SNAPSHOTS_INTERVAL", "100ms",
                        "SLUICE_SNAPSHOTS_SEARCH_INTERVAL", "100ms",
                        "SLUICE_IMPORT_FIRST_FAILURE_PAUSE", "500ms",
                        "SLUICE_IMPORT_LONGEST_FAILURE_PAUSE", "1s"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
    }

    private void endService() {
        if (service != null) {
            service.destroyForcibly().onExit().join();
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
