package io.sluice.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Kafka, PostgreSQL, object store or mail server that run already: the stack uses them and starts none of
/// its own. A properties file names them by the services' keys.
///
/// A key of one service alone is written `<service>.<key>`, as for the doctor.
/// `docs/operations/existing-parts.md` lists the keys.
public final class ExistingParts {
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    private static final String AUTHORITIES = "quarkus.tls.outgoing.trust-store.pem.certs";
    private static final String CERTIFICATE = "quarkus.tls.server.key-store.pem.0.cert";
    private static final String CERTIFICATE_KEY = "quarkus.tls.server.key-store.pem.0.key";
    private static final String PAGE = "docs/operations/existing-parts.md";

    private static final Kind KAFKA = new Kind(
            Set.of("kafka.bootstrap.servers"),
            Set.of(
                    "kafka.security.protocol",
                    "kafka.sasl.mechanism",
                    "kafka.sasl.jaas.config",
                    "kafka.ssl.truststore.type",
                    "kafka.ssl.truststore.location",
                    "kafka.ssl.truststore.password",
                    "kafka.ssl.keystore.type",
                    "kafka.ssl.keystore.location",
                    "kafka.ssl.keystore.password",
                    "kafka.ssl.key.password",
                    "sluice.kafka.partitions",
                    "sluice.kafka.replication-factor",
                    "sluice.kafka.min-in-sync-replicas",
                    "sluice.kafka.retention",
                    "sluice.kafka.dead-letter-retention"));

    private static final Kind POSTGRESQL = new Kind(
            databaseKeys(),
            Set.of(
                    "quarkus.datasource.username",
                    "quarkus.datasource.password",
                    "quarkus.datasource.reactive.postgresql.ssl-mode",
                    "quarkus.datasource.reactive.hostname-verification-algorithm",
                    "quarkus.datasource.reactive.trust-certificate-pem",
                    "quarkus.datasource.reactive.trust-certificate-pem.certs"));

    private static final Kind OBJECT_STORE = new Kind(
            Set.of("sluice.objects.bucket"),
            Set.of(
                    "quarkus.s3.endpoint-override",
                    "quarkus.s3.path-style-access",
                    "quarkus.s3.aws.region",
                    "quarkus.s3.aws.credentials.type",
                    "quarkus.s3.aws.credentials.static-provider.access-key-id",
                    "quarkus.s3.aws.credentials.static-provider.secret-access-key"));

    private static final Kind MAIL = new Kind(
            Set.of("quarkus.mailer.host"),
            Set.of(
                    "quarkus.mailer.port",
                    "quarkus.mailer.from",
                    "quarkus.mailer.username",
                    "quarkus.mailer.password",
                    "quarkus.mailer.start-tls",
                    "quarkus.mailer.tls",
                    "quarkus.mailer.tls-configuration-name"));

    /// No part of its own: whom the services trust.
    private static final Kind TRUST = new Kind(Set.of(AUTHORITIES), Set.of("quarkus.tls.outgoing.reload-period"));

    /// No part of its own: the services' certificate. With it they serve HTTPS.
    private static final Kind CERTIFICATES =
            new Kind(Set.of(CERTIFICATE, CERTIFICATE_KEY, AUTHORITIES), Set.of("quarkus.tls.server.reload-period"));

    private static final List<Kind> KINDS = List.of(KAFKA, POSTGRESQL, OBJECT_STORE, MAIL, TRUST, CERTIFICATES);

    /// The keys of a kind of part. The first ones are required as soon as the file has any of them.
    private record Kind(Set<String> required, Set<String> others) {
        boolean has(String key) {
            return required.contains(key) || others.contains(key);
        }
    }

    private final Map<String, String> settings;

    private ExistingParts(Map<String, String> settings) {
        this.settings = settings;
    }

    /// Nothing runs already.
    public static ExistingParts none() {
        return new ExistingParts(Map.of());
    }

    /// Reads the file.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key which is unknown or missing
    public static ExistingParts read(Path file) {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + " does not exist", missing);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "%s cannot be read as properties: %s".formatted(file, unreadable.getMessage()), unreadable);
        }
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        check(file, settings);
        return new ExistingParts(Map.copyOf(settings));
    }

    private static void check(Path file, Map<String, String> settings) {
        for (var key : settings.keySet()) {
            if (KINDS.stream().noneMatch(kind -> kind.has(key))) {
                throw new IllegalArgumentException(
                        "%s has the unknown key %s; %s lists the keys".formatted(file, key, PAGE));
            }
        }
        for (var kind : KINDS) {
            var known = settings.keySet().stream()
                    .filter(key -> kind.has(key) && isOwn(kind, key))
                    .findFirst();
            var missing = kind.required.stream()
                    .filter(key -> settings.getOrDefault(key, "").isBlank())
                    .sorted()
                    .findFirst();
            if (known.isPresent() && missing.isPresent()) {
                throw new IllegalArgumentException("%s has the key %s, so it needs %s as well; %s says why"
                        .formatted(file, known.get(), missing.get(), PAGE));
            }
        }
    }

    /// The certificate needs the authorities, not the other way round.
    private static boolean isOwn(Kind kind, String key) {
        return !kind.equals(CERTIFICATES) || !key.equals(AUTHORITIES);
    }

    private static Set<String> databaseKeys() {
        return Part.services().stream()
                .filter(service -> service.database().isPresent())
                .flatMap(service -> Stream.of(JDBC_URL, REACTIVE_URL).map(key -> service.label() + "." + key))
                .collect(Collectors.toSet());
    }

    /// Whether the stack starts no such part.
    boolean have(Part part) {
        return switch (part) {
            case KAFKA -> have(KAFKA);
            case POSTGRES -> have(POSTGRESQL);
            case OBJECT_STORE -> have(OBJECT_STORE);
            default -> false;
        };
    }

    boolean haveMail() {
        return have(MAIL);
    }

    /// Whether the services serve HTTPS with a certificate of the file.
    boolean haveCertificate() {
        return have(CERTIFICATES);
    }

    private boolean have(Kind kind) {
        return settings.keySet().containsAll(kind.required);
    }

    /// The authorities that everybody in the stack trusts, PEM.
    List<Path> authorities() {
        return Optional.ofNullable(settings.get(AUTHORITIES)).stream()
                .flatMap(files -> Stream.of(files.split(",", -1)))
                .map(file -> Path.of(file.strip()))
                .toList();
    }

    /// The brokers' addresses.
    Optional<String> kafka() {
        return Optional.ofNullable(settings.get("kafka.bootstrap.servers"));
    }

    /// What the file says to this service.
    Map<String, String> of(Part service) {
        var own = new TreeMap<String, String>();
        settings.forEach((key, value) -> {
            if (key.startsWith(service.label() + ".")) {
                own.put(key.substring(service.label().length() + 1), value);
            } else if (isFor(service, key)) {
                own.put(key, value);
            }
        });
        return own;
    }

    /// A service warns of keys for an extension that it does not have.
    private static boolean isFor(Part service, String key) {
        if (POSTGRESQL.has(key)) {
            return service.database().isPresent() && key.startsWith("quarkus.");
        }
        return !MAIL.has(key) || service == Part.NOTIFIER_SERVICE;
    }
}
