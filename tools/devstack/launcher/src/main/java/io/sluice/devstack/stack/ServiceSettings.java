package io.sluice.devstack.stack;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The settings of each service in one stack. They override the service's own `application.properties`.
record ServiceSettings(StackFolder folder, StackPorts ports, StackTokens tokens, StackOptions options) {

    private static final String HOST = "127.0.0.1";

    /// Writes the settings as a properties file and returns its path. It holds secrets, so only its owner
    /// can read it.
    Path write(Part service) {
        return folder.writeSecret("config/" + service.label() + ".properties", text(of(service)));
    }

    /// The text of a properties file.
    static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    Map<String, String> of(Part service) {
        Map<String, String> settings = new TreeMap<>();
        // Overrides the environment; -D overrides it.
        settings.put("config_ordinal", "350");
        settings.put("quarkus.http.host", HOST);
        putPort(settings, service);
        settings.put("quarkus.management.host", HOST);
        settings.put("quarkus.management.port", Integer.toString(ports.managementOf(service)));
        settings.put("quarkus.console.color", "false");
        settings.put("mp.jwt.verify.publickey.location", "file:" + tokens.publicKey());
        settings.put("sluice.schema-service.url", url(Part.SCHEMA_SERVICE));
        settings.put("sluice.data-service.url", url(Part.DATA_SERVICE));
        settings.put("sluice.watcher.url", url(Part.SFTP_WATCHER));
        settings.put("sluice.watcher.management-url", "http://" + HOST + ":" + ports.managementOf(Part.SFTP_WATCHER));
        settings.put("sluice.data-service.url", url(Part.DATA_SERVICE));
        settings.put("sluice.pickup.schedule", options.pickup());
        putSftp(service, settings);
        if (!options.existing().have(Part.KAFKA)) {
            settings.put("kafka.bootstrap.servers", HOST + ":" + ports.of(Part.KAFKA));
        }
        if (!options.existing().have(Part.OBJECT_STORE)) {
            putObjects(settings);
        }
        if (!options.existing().have(Part.POSTGRES)) {
            service.database().ifPresent(database -> putDatabase(settings, database));
        }
        switch (service) {
            case SCHEMA_SERVICE -> {
                settings.put("smallrye.jwt.sign.key.location", "file:" + tokens.privateKey());
                settings.put(
                        "sluice.platform-token.files",
                        tokens.files().stream().map(Path::toString).collect(Collectors.joining(",")));
                settings.put("sluice.sftp-endpoint.host", HOST);
                settings.put("sluice.sftp-endpoint.port", Integer.toString(ports.of(Part.SFTP)));
            }
            case NOTIFIER_SERVICE -> {
                if (!options.existing().haveMail()) {
                    settings.put("quarkus.mailer.host", HOST);
                    settings.put("quarkus.mailer.port", Integer.toString(ports.smtp()));
                }
                settings.put("quarkus.mailer.mock", "false");
            }
            case BATCH_SERVICE -> {
                settings.put("sluice.batch.public-url", "http://" + HOST + ":" + ports.gateway());
                settings.put("sluice.batch.signing-key", AddressKeys.current(folder));
                settings.put("sluice.batch.previous-signing-key", AddressKeys.previous(folder));
            }
            case DATA_SERVICE -> {
                settings.put("sluice.data-files.public-url", "http://" + HOST + ":" + ports.gateway());
                settings.put("sluice.data-files.signing-key", AddressKeys.current(folder));
                settings.put("sluice.data-files.previous-signing-key", AddressKeys.previous(folder));
                putToken(service, settings);
            }
            case VALIDATOR_SERVICE, JOB_SERVICE -> putToken(service, settings);
            default -> {}
        }
        settings.putAll(options.existing().of(service));
        settings.putAll(options.settings());
        return settings;
    }

    private void putToken(Part service, Map<String, String> settings) {
        settings.put(
                "sluice.service-token-file", tokens.serviceFile(service.label()).toString());
    }

    private void putPort(Map<String, String> settings, Part service) {
        var port = Integer.toString(ports.of(service));
        if (options.existing().haveCertificate()) {
            settings.put("quarkus.http.ssl-port", port);
            settings.put("quarkus.http.insecure-requests", "disabled");
            settings.put("quarkus.http.tls-configuration-name", "server");
        } else {
            settings.put("quarkus.http.port", port);
        }
    }

    /// The address of a service for the others. A certificate is for a name.
    String url(Part service) {
        return (options.existing().haveCertificate() ? "https://localhost:" : "http://" + HOST + ":")
                + ports.of(service);
    }

    private void putSftp(Part service, Map<String, String> settings) {
        settings.put("sluice.sftp.host", HOST);
        settings.put(
                "sluice.sftp.port",
                Integer.toString(
                        switch (options.sftp()) {
                            case EMBEDDED -> ports.of(Part.SFTP);
                            case OPENSSH -> ports.sftpService();
                        }));
        settings.put(
                "sluice.sftp.private-key-file",
                folder.in(service == Part.VALIDATOR_SERVICE ? "keys/sftp-validator" : "keys/sftp-service")
                        .toString());
        settings.put(
                "sluice.sftp.known-hosts-file", folder.in("keys/known-hosts").toString());
    }

    private void putObjects(Map<String, String> settings) {
        settings.put("quarkus.s3.endpoint-override", "http://" + HOST + ":" + ports.of(Part.OBJECT_STORE));
        settings.put("quarkus.s3.path-style-access", "true");
        settings.put("quarkus.s3.aws.region", EmbeddedObjectStore.REGION);
        settings.put("quarkus.s3.aws.credentials.type", "static");
        settings.put("quarkus.s3.aws.credentials.static-provider.access-key-id", EmbeddedObjectStore.ACCESS_KEY);
        settings.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", EmbeddedObjectStore.SECRET_KEY);
        settings.put("sluice.objects.bucket", EmbeddedObjectStore.BUCKET);
    }

    private void putDatabase(Map<String, String> settings, String database) {
        int port = ports.of(Part.POSTGRES);
        settings.put("quarkus.datasource.username", EmbeddedPostgres.USER);
        settings.put("quarkus.datasource.password", EmbeddedPostgres.USER);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + HOST + ":" + port + "/" + database);
        settings.put("quarkus.datasource.reactive.url", "postgresql://" + HOST + ":" + port + "/" + database);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\");
    }
}
