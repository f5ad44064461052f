package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.StartTlsMailServer;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A stack on parts that run already, as `./sluice up --config` names them. All talk TLS: Kafka by password,
/// PostgreSQL, object store, mail server, and the services among each other.
///
/// The tests of each client show what else it refuses: `KafkaProbeIT`, `OutgoingTlsTest`,
/// `ObjectStoreBeansTest`, `SchemaServiceClientTest`, `WatcherClientTest`, `MailersClientTest`,
/// `AccountListClientIT`, `GatewayIT`.
@ExtendWith(ArchivingStack.class)
@Tag("server-blind")
@ResourceLock(value = ArchivingStack.SERVICES, mode = ResourceAccessMode.READ)
class TlsIT {
    private static final String MEMBERS = "id,name,birthdate,address,phone\n";
    private static final String NOT_TRUSTED = "unable to find valid certification path to requested target";
    private static final String OTHER_HOST = "No subject alternative names matching IP address 127.0.0.1 found";
    /// The reactive client knows no more; the log of the migrations does.
    private static final String HANDSHAKE = "SSL handshake failed";

    private final Stack stack;
    private final TlsParts parts = ArchivingStack.parts();
    private final StartTlsMailServer mail = parts.mail();

    @TempDir
    private Path folder;

    TlsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void filesAndMailsGoTheirWay() {
        var tenant = Tenant.with(stack, "member");

        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,Ann,1990-02-28,Street,1\n");
        tenant.upload("member", "20200126_member.csv", MEMBERS + "x,Ann,1990-02-28,Street,1\n");
        var accepted = tenant.awaitEnd("member", "20200125");
        var refused = tenant.awaitEnd("member", "20200126");
        var replayed = tenant.admin()
                .post(
                        "/v1/%s/jobs/%s/replay"
                                .formatted(
                                        tenant.accountId,
                                        accepted.path("job_id").asText()),
                        Map.of());

        assertThat(accepted.path("status").asText()).isEqualTo("success");
        assertThat(refused.path("status").asText()).isEqualTo("failed");
        replayed.expect(202);
        await("a mail to " + tenant.accountId)
                .atMost(Tenant.LIMIT)
                .until(() -> mail.mails().stream().anyMatch(text -> text.contains(tenant.accountId)));
        assertNothingMailedInClear();
    }

    @Test
    void theDoctorTrustsAndRefusesAsTheServicesDo() throws Exception {
        var file = stack.dataDir().resolve("doctor.properties");
        var right = DoctorRun.of(folder, "--config", file.toString(), "--timeout", "30");
        var wrong = DoctorRun.of(
                folder,
                "--config",
                Files.writeString(folder.resolve("doctor.properties"), trustingAnother(Files.readString(file)))
                        .toString(),
                "--timeout",
                "30");

        assertThat(right.outcomes("good"))
                .contains("service gateway", "kafka brokers", "objects sluice", "mail smtp", "clock schema-service")
                .contains("database schema-service", "database job-service", "database notifier-service");
        assertThat(right.finding("mail", "smtp").path("seen").asText()).startsWith("greets, encrypted");
        assertThat(fact(wrong, "kafka", "brokers")).contains("the TLS handshake with Kafka fails", NOT_TRUSTED);
        assertThat(fact(wrong, "database", "job-service"))
                .contains("the TLS handshake with the database fails", NOT_TRUSTED);
        assertThat(fact(wrong, "objects", "sluice"))
                .contains("the TLS handshake with the object store fails", NOT_TRUSTED);
        assertThat(fact(wrong, "mail", "smtp")).contains("the TLS handshake with the mail server fails", NOT_TRUSTED);
        assertNothingMailedInClear();
    }

    @Test
    void aServiceReachesNobodyOfAnotherAuthority() throws Exception {
        assertUnreachable(this::trustingAnother, NOT_TRUSTED, NOT_TRUSTED);
    }

    /// No certificate is for 127.0.0.1 but that of Kafka, so Kafka's is of another authority.
    @Test
    void aServiceReachesNobodyWithTheCertificateOfAnotherHost() throws Exception {
        assertUnreachable(
                settings -> settings.replace("//localhost:", "//127.0.0.1:")
                        .replaceAll("(?m)^(kafka.ssl.truststore.location=).*$", "$1" + stranger()),
                OTHER_HOST,
                "The hostname 127.0.0.1 could not be verified");
    }

    private void assertUnreachable(UnaryOperator<String> settings, String objects, String database) throws Exception {
        try (var service = SecondProcess.of(stack, Part.JOB_SERVICE, folder, settings)) {
            await("job-service says what it does not reach")
                    .atMost(Tenant.LIMIT)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        assertThat(service.said("dependencies", "kafka")).contains(NOT_TRUSTED);
                        assertThat(service.said("account facts", "cause")).contains(NOT_TRUSTED);
                        assertThat(service.said("dependencies", "database")).contains(HANDSHAKE);
                        assertThat(service.said("dependencies", "object store")).contains(objects);
                        assertThat(service.log())
                                .anySatisfy(line -> assertThat(line).contains("tables cannot be migrated", database));
                    });
        }
    }

    private String trustingAnother(String settings) {
        return settings.replace(parts.authority().toString(), stranger());
    }

    private static String stranger() {
        return CertificateAuthority.temporary().certificate().toString();
    }

    private static String fact(DoctorRun run, String area, String name) {
        return run.finding(area, name).path("fact").asText();
    }

    private void assertNothingMailedInClear() {
        assertThat(mail.plainCommands())
                .allMatch(line -> line.startsWith("EHLO ") || line.equals("STARTTLS") || line.equals("QUIT"));
    }
}
