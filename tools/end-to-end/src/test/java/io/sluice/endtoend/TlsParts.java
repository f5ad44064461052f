package io.sluice.endtoend;

import io.sluice.devstack.parts.Durability;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.SecuredKafka;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.StartTlsMailServer;
import io.sluice.devstack.stack.ExistingParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Kafka, PostgreSQL, object store and mail server as processes of somebody else, with TLS only, and the file
/// for `./sluice up --config`. They end with the JVM.
///
/// Their certificates are for `localhost`, not for 127.0.0.1.
final class TlsParts {
    private static final List<String> DATABASES = List.of("schemas", "jobs", "mails", "batches", "data");

    private final Path folder = TemporaryFolders.create("tls-parts");
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private final CertificateAuthority.Certificate own = authority.issue("server", "dns:localhost");
    private final SecuredKafka kafka = new SecuredKafka(authority);
    private final int postgresPort = Ports.free();
    private final EmbeddedPostgres postgres =
            new EmbeddedPostgres(folder.resolve("postgres"), postgresPort, Durability.THROWN_AWAY).with(own);
    private final int objectsPort = Ports.free();
    private final EmbeddedObjectStore objects =
            new EmbeddedObjectStore(folder.resolve("objects"), objectsPort).with(own);
    private final StartTlsMailServer mail = new StartTlsMailServer(Optional.of(own));

    /// Starts all of them at once.
    static TlsParts start() {
        var parts = new TlsParts();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = List.of(
                    threads.submit(parts.kafka::start), threads.submit(parts.objects::start), threads.submit(() -> {
                        parts.postgres.start();
                        DATABASES.forEach(parts.postgres::createDatabase);
                    }));
            for (var part : starting) {
                part.get();
            }
        } catch (Exception cause) {
            throw new IllegalStateException("a part with TLS does not start", cause);
        }
        return parts;
    }

    StartTlsMailServer mail() {
        return mail;
    }

    /// The authority of all of them.
    Path authority() {
        return authority.certificate();
    }

    /// What the stack takes as `--config`.
    ExistingParts existing() {
        try {
            return ExistingParts.read(Files.writeString(
                    folder.resolve("parts.properties"),
                    settings().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n"))));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// The address for JDBC, with the authority that counts.
    String jdbcUrl(String database, Path trusted) {
        return "jdbc:postgresql://localhost:%d/%s?sslmode=verify-full&sslrootcert=%s"
                .formatted(postgresPort, database, trusted);
    }

    private Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        var trusted = authority().toString();
        kafka.withPassword(SecuredKafka.PASSWORD).forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put("quarkus.datasource.username", EmbeddedPostgres.USER);
        settings.put("quarkus.datasource.password", EmbeddedPostgres.USER);
        Map.of(
                        "schema-service", "schemas",
                        "job-service", "jobs",
                        "notifier-service", "mails",
                        "batch-service", "batches",
                        "data-service", "data")
                .forEach((service, database) -> {
                    settings.put(service + ".quarkus.datasource.jdbc.url", jdbcUrl(database, authority()));
                    settings.put(
                            service + ".quarkus.datasource.reactive.url",
                            "postgresql://localhost:%d/%s".formatted(postgresPort, database));
                });
        settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        settings.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem.certs", trusted);
        settings.put("sluice.objects.bucket", EmbeddedObjectStore.BUCKET);
        settings.put("quarkus.s3.endpoint-override", "https://localhost:" + objectsPort);
        settings.put("quarkus.s3.aws.credentials.type", "static");
        settings.put("quarkus.s3.aws.credentials.static-provider.access-key-id", EmbeddedObjectStore.ACCESS_KEY);
        settings.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", EmbeddedObjectStore.SECRET_KEY);
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.port", Integer.toString(mail.port()));
        settings.put("quarkus.mailer.start-tls", "REQUIRED");
        settings.put("quarkus.mailer.tls-configuration-name", "outgoing");
        settings.put("quarkus.tls.outgoing.trust-store.pem.certs", trusted);
        settings.put("quarkus.tls.server.key-store.pem.0.cert", own.chain().toString());
        settings.put("quarkus.tls.server.key-store.pem.0.key", own.key().toString());
        return settings;
    }
}
