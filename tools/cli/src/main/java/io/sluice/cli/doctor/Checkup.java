package io.sluice.cli.doctor;

import io.sluice.cli.doctor.MailAccess.StartTls;
import io.sluice.cli.doctor.ObjectStoreAccess.Keys;
import io.sluice.cli.doctor.Settings.Default;
import io.sluice.contracts.event.TopicSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Creates the checks that the settings allow. For the others it names the missing key.
final class Checkup {
    private static final List<String> SERVICES = List.of(
            "schema-service",
            "sftp-watcher",
            "validator-service",
            "job-service",
            "notifier-service",
            "batch-service",
            "data-service");
    private static final List<String> WITH_DATABASE =
            List.of("schema-service", "job-service", "notifier-service", "batch-service", "data-service");
    private static final List<String> READERS = List.of(
            "sftp-watcher", "validator-service", "job-service", "notifier-service", "batch-service", "data-service");
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String S3_ENDPOINT = "quarkus.s3.endpoint-override";
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";

    private final Settings settings;
    private final Wishes wishes;
    private final InstantSource clock;
    private final Duration limit;
    private final Authorities trusted;
    private final HttpCaller http;

    Checkup(Settings settings, Wishes wishes, InstantSource clock) {
        this.settings = settings;
        this.wishes = wishes;
        this.clock = clock;
        // So much shorter than the check's limit that a silent part is named before the check itself ends, on
        // a busy machine, too.
        this.limit = wishes.limit().multipliedBy(6).dividedBy(10);
        this.trusted = settings.find(Authorities.KEY).map(Authorities::of).orElseGet(Authorities::ofTheJvm);
        this.http = HttpCaller.within(limit, trusted);
    }

    /// The operator's choices.
    ///
    /// @param limit of each check
    record Wishes(
            Duration limit, Duration maxSkew, long maxLag, Optional<String> mailTo, Optional<WishedLogIn> logIn) {}

    /// A log-in to try.
    record WishedLogIn(String account, TenantLogIn.Secret secret, Optional<InetAddress> from) {}

    /// In the order of the report.
    ///
    /// @throws IllegalArgumentException if a key's value is malformed
    List<Check> checks() {
        var checks = new ArrayList<Check>();
        services(checks);
        checks.add(tokens());
        sftp(checks);
        checks.add(logIn());
        kafka(checks);
        databases(checks);
        checks.add(objects());
        checks.add(mail());
        clocks(checks);
        return checks;
    }

    private void services(List<Check> checks) {
        for (var service : SERVICES) {
            checks.add(with(
                    new Subject("service", service),
                    "sluice.%s.management-url".formatted(service),
                    url -> new ReadyCheck(service, url(url), http)));
        }
        checks.add(
                with(new Subject("service", "gateway"), "sluice.gateway.url", url -> new GatewayCheck(url(url), http)));
    }

    private Check tokens() {
        return with(
                new Subject("tokens", "expiry"),
                "sluice.schema-service.url",
                url -> with(
                        new Subject("tokens", "expiry"),
                        "sluice.admin-token",
                        token -> new TokensCheck(url(url), token, http, clock)));
    }

    private void sftp(List<Check> checks) {
        var access = access();
        checks.add(with(
                new Subject("sftp", "service port"),
                "sluice.sftp.host",
                _ -> new HostKeysCheck("service", new HostKeyProbe(serviceAddress(), limit), knownHosts())));
        checks.add(with(
                new Subject("sftp", "tenants port"),
                "sluice.sftp-endpoint.host",
                _ -> new HostKeysCheck("tenants", new HostKeyProbe(tenantsAddress(), limit), Optional.empty())));
        for (Function<ServiceAccess, Check> check : List.<Function<ServiceAccess, Check>>of(
                ServiceLogInCheck::new,
                found -> new ChrootCheck(found, limit.dividedBy(2)),
                found -> new ProcessingCheck(found, Duration.ofSeconds(1)))) {
            checks.add(access.map(check).orElseGet(() -> unset(check)));
        }
        checks.add(validatorLogIn());
    }

    private Check validatorLogIn() {
        var who = ServiceLogInCheck.Who.VALIDATOR;
        var subject = new Subject("sftp", "validator log-in");
        return with(
                subject,
                "sluice.sftp.host",
                _ -> with(
                        subject,
                        who.key(),
                        key -> new ServiceLogInCheck(
                                new ServiceAccess(
                                        serviceAddress(),
                                        settings.find(
                                                "validator-service.sluice.sftp.user", new Default("sluice-validator")),
                                        Path.of(key),
                                        knownHosts(),
                                        limit),
                                who)));
    }

    private Check unset(Function<ServiceAccess, Check> check) {
        var nowhere = new ServiceAccess(new SftpAddress("", 0), "", Path.of(""), Optional.empty(), limit);
        return Unset.key(check.apply(nowhere).subject(), missingForAccess());
    }

    private String missingForAccess() {
        return settings.find("sluice.sftp.host").isEmpty() ? "sluice.sftp.host" : "sluice.sftp.private-key-file";
    }

    private Check logIn() {
        if (wishes.logIn().isEmpty()) {
            return new Unset(
                    new Subject("log-in", "of a tenant"), "no --account with --password-file or --key was given");
        }
        var wished = wishes.logIn().get();
        return with(
                new Subject("log-in", wished.account()),
                "sluice.sftp-endpoint.host",
                _ -> new LogInCheck(
                        new TenantLogIn(wished.account(), wished.secret(), wished.from(), tenantsAddress(), limit),
                        access(),
                        admin(),
                        http,
                        limit.dividedBy(2)));
    }

    private Optional<LogInCheck.Admin> admin() {
        return settings.find("sluice.schema-service.url")
                .flatMap(
                        url -> settings.find("sluice.admin-token").map(token -> new LogInCheck.Admin(url(url), token)));
    }

    private void kafka(List<Check> checks) {
        if (settings.find(BOOTSTRAP).isEmpty()) {
            checks.add(Unset.key(new Subject("kafka", "brokers"), BOOTSTRAP));
            return;
        }
        var values = new HashMap<>(settings.below("kafka."));
        values.put("bootstrap.servers", settings.find(BOOTSTRAP).get());
        var access = new KafkaAccess(values, limit);
        checks.add(new KafkaBrokersCheck(access));
        checks.add(new KafkaTopicsCheck(access));
        checks.add(new KafkaTopicSettingsCheck(access, topicSettings()));
        READERS.forEach(group -> checks.add(new KafkaGroupCheck(group, access, wishes.maxLag())));
    }

    private TopicSettings topicSettings() {
        return new TopicSettings(
                number("sluice.kafka.partitions"),
                number("sluice.kafka.replication-factor"),
                number("sluice.kafka.min-in-sync-replicas"),
                duration("sluice.kafka.retention"),
                duration("sluice.kafka.dead-letter-retention"));
    }

    private Optional<Integer> number(String key) {
        try {
            return settings.find(key).map(Integer::valueOf);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    "%s is '%s', expected a number".formatted(key, settings.find(key, new Default(""))), none);
        }
    }

    /// As the services read it: `7d`, `24h`, `30m`, `10s`, `500ms`, or what ISO 8601 allows.
    private Optional<Duration> duration(String key) {
        try {
            return settings.find(key)
                    .map(value -> value.toUpperCase(Locale.ROOT))
                    .map(text -> {
                        if (text.startsWith("P")) {
                            return Duration.parse(text);
                        }
                        if (text.endsWith("MS")) {
                            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
                        }
                        return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
                    });
        } catch (DateTimeParseException | NumberFormatException none) {
            throw new IllegalArgumentException(
                    "%s is '%s', expected a duration such as 7d or 24h"
                            .formatted(key, settings.find(key, new Default(""))),
                    none);
        }
    }

    private void databases(List<Check> checks) {
        WITH_DATABASE.forEach(service -> checks.add(database(service)
                .<Check>map(address -> new DatabaseCheck(service, address))
                .orElseGet(() -> Unset.key(new Subject("database", service), service + "." + JDBC_URL))));
    }

    private Optional<DatabaseAddress> database(String service) {
        return settings.find(service + "." + JDBC_URL)
                .map(url -> new DatabaseAddress(
                        url,
                        settings.find(service, "quarkus.datasource.username"),
                        settings.find(service, "quarkus.datasource.password"),
                        limit));
    }

    private Check objects() {
        var subject = new Subject("objects", bucket());
        var id = settings.find("quarkus.s3.aws.credentials.static-provider.access-key-id");
        var secret = settings.find("quarkus.s3.aws.credentials.static-provider.secret-access-key");
        var keys = id.flatMap(name -> secret.map(text -> new Keys(name, text)));
        // AWS needs no endpoint; a bucket alone also means that there is a store.
        if (settings.find(S3_ENDPOINT).isEmpty()
                && settings.find("sluice.objects.bucket").isEmpty()) {
            return Unset.key(subject, S3_ENDPOINT);
        }
        return new ObjectStoreCheck(new ObjectStoreAccess(
                settings.find(S3_ENDPOINT).map(URI::create),
                settings.find("quarkus.s3.aws.region", new Default("us-east-1")),
                Boolean.parseBoolean(settings.find("quarkus.s3.path-style-access", new Default("true"))),
                keys,
                bucket(),
                trusted,
                limit));
    }

    private String bucket() {
        return settings.find("sluice.objects.bucket", new Default("sluice"));
    }

    private Check mail() {
        return with(
                new Subject("mail", "smtp"),
                "quarkus.mailer.host",
                host -> new MailCheck(
                        new MailAccess(
                                host,
                                port("quarkus.mailer.port", "25"),
                                startTls(),
                                Boolean.parseBoolean(settings.find("quarkus.mailer.tls", new Default("false"))),
                                settings.find("quarkus.mailer.username"),
                                settings.find("quarkus.mailer.password"),
                                settings.find("quarkus.mailer.from", new Default("Sluice <sluice@sluice.local>")),
                                mailAuthorities(),
                                limit),
                        wishes.mailTo()));
    }

    /// The mailer takes the authorities only by the name of their TLS configuration.
    private Authorities mailAuthorities() {
        return settings.find("quarkus.mailer.tls-configuration-name")
                .filter("outgoing"::equals)
                .map(_ -> trusted)
                .orElseGet(Authorities::ofTheJvm);
    }

    private StartTls startTls() {
        var value = settings.find("quarkus.mailer.start-tls", new Default("OPTIONAL"));
        try {
            return StartTls.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "quarkus.mailer.start-tls is '%s', expected DISABLED, OPTIONAL or REQUIRED".formatted(value),
                    unknown);
        }
    }

    private void clocks(List<Check> checks) {
        var sftp = new Subject("clock", "sftp");
        checks.add(access().<Check>map(access -> new SftpClockCheck(access, clock, wishes.maxSkew()))
                .orElseGet(() -> Unset.key(sftp, missingForAccess())));
        checks.add(httpClock("gateway", "sluice.gateway.url", "/.well-known/jwks.json"));
        checks.add(httpClock("schema-service", "sluice.schema-service.url", "/.well-known/jwks.json"));
        checks.add(httpClock("objects", S3_ENDPOINT, "/"));
        checks.add(WITH_DATABASE.stream()
                .flatMap(service -> database(service).stream())
                .findFirst()
                .<Check>map(address -> new DatabaseClockCheck(address, clock, wishes.maxSkew()))
                .orElseGet(
                        () -> Unset.key(new Subject("clock", "database"), WITH_DATABASE.getFirst() + "." + JDBC_URL)));
    }

    private Check httpClock(String name, String key, String path) {
        return with(
                new Subject("clock", name),
                key,
                url -> new HttpClockCheck(name, URI.create(url(url) + path), http, clock, wishes.maxSkew()));
    }

    private Check with(Subject subject, String key, Function<String, Check> make) {
        return settings.find(key).map(make).orElseGet(() -> Unset.key(subject, key));
    }

    private Optional<ServiceAccess> access() {
        return settings.find("sluice.sftp.host").isEmpty()
                ? Optional.empty()
                : settings.find("sluice.sftp.private-key-file")
                        .map(key -> new ServiceAccess(
                                serviceAddress(),
                                settings.find("sluice.sftp.user", new Default("sluice-service")),
                                Path.of(key),
                                knownHosts(),
                                limit));
    }

    private Optional<Path> knownHosts() {
        return settings.find("sluice.sftp.known-hosts-file").map(Path::of);
    }

    private SftpAddress serviceAddress() {
        return new SftpAddress(
                settings.find("sluice.sftp.host", new Default("localhost")), port("sluice.sftp.port", "22"));
    }

    private SftpAddress tenantsAddress() {
        return new SftpAddress(
                settings.find("sluice.sftp-endpoint.host", new Default("localhost")),
                port("sluice.sftp-endpoint.port", "2222"));
    }

    private int port(String key, String fallback) {
        var value = settings.find(key, new Default(fallback));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("%s is '%s', expected a port".formatted(key, value), none);
        }
    }

    private static URI url(String text) {
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
