package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.doctor.TenantLogIn.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Against the real OpenSSH with its agent: owners, host keys and log-ins as in production.
@EnabledIf("io.sluice.cli.doctor.OpenSshPod#canRun")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshPodIT {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private OpenSshPod pod;
    private ServiceAccess access;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        pod = new OpenSshPod(folder);
        access = new ServiceAccess(
                new SftpAddress("127.0.0.1", pod.servicePort),
                "sluice-service",
                pod.serviceKey,
                Optional.empty(),
                LIMIT);
    }

    @AfterAll
    void stop() throws IOException {
        pod.close();
    }

    @Test
    void findsEverythingInOrder() throws Exception {
        assertThat(new HostKeysCheck("tenants", new HostKeyProbe(tenants(), LIMIT), Optional.empty()).run())
                .isInstanceOfSatisfying(
                        CheckOutcome.Good.class,
                        good -> assertThat(good.seen())
                                .startsWith("OpenSSH_")
                                .endsWith("host keys ed25519, rsa, not compared (" + tenants() + ")"));
        assertThat(new ServiceLogInCheck(access).run()).isInstanceOf(CheckOutcome.Good.class);
        assertThat(validatorLogIn(pod.validatorKey))
                .isEqualTo(new CheckOutcome.Good(
                        "logs in by key and sees claimed files (sluice-validator@" + access.address() + ")"));
        assertThat(new ChrootCheck(access, LIMIT).run())
                .isEqualTo(new CheckOutcome.Good(
                        "1 account roots belong to root; folders looked into: those of 1 accounts (" + access.address()
                                + ")"));
        assertThat(new ProcessingCheck(access, Duration.ofSeconds(1)).run())
                .isEqualTo(new CheckOutcome.Good(
                        "the service can write, claimed files belong to it (/processing on " + access.address() + ")"));
        assertThat(new SftpClockCheck(access, InstantSource.system(), Duration.ofSeconds(5)).run())
                .isInstanceOf(CheckOutcome.Good.class);
    }

    @Test
    void seesThatTheValidatorsKeyIsAnother() {
        assertThat(validatorLogIn(pod.serviceKey)).isInstanceOfSatisfying(CheckOutcome.Bad.class, bad -> {
            assertThat(bad.fact()).startsWith("sluice-validator cannot log in: ");
            assertThat(bad.next())
                    .isEqualTo("see that the SFTP server runs and has the public key of " + pod.serviceKey
                            + " as that of sluice-validator (OpenSSH pod: the file"
                            + " SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE)");
        });
    }

    @Test
    void seesAChrootThatIsNotRoots() throws Exception {
        var root = pod.volume.resolve("accounts/acme");
        Files.setAttribute(root, "unix:uid", 20_000);
        try {
            assertThat(new ChrootCheck(access, LIMIT).run())
                    .isEqualTo(new CheckOutcome.Bad(
                            "/accounts/acme has uid 20000, mode 755",
                            "uid 0 and no write permission for group and others, or sshd refuses every log-in below it",
                            "restart the agent in the SFTP pod: it sets owners and modes anew; then find out who changed"
                                    + " them"));
        } finally {
            Files.setAttribute(root, "unix:uid", 0);
        }
    }

    @Test
    void seesAFolderThatTenantsMayWriteTo() throws Exception {
        var processed = pod.volume.resolve("accounts/acme/processed/order");
        Files.setPosixFilePermissions(processed, PosixFilePermissions.fromString("rwxrwx---"));
        try {
            assertThat(new ChrootCheck(access, LIMIT).run())
                    .isEqualTo(new CheckOutcome.Bad(
                            "/accounts/acme/processed/order has uid 19999, mode 770",
                            "uid 19999, mode 750",
                            "restart the agent in the SFTP pod: it sets owners and modes anew; then find out who changed"
                                    + " them"));
        } finally {
            Files.setPosixFilePermissions(processed, PosixFilePermissions.fromString("rwxr-x---"));
        }
    }

    @Test
    void reportsTheAddressAndTheRangeThatAdmitsIt() throws Exception {
        assertThat(logIn("127.0.0.5"))
                .isEqualTo(new CheckOutcome.Good(
                        "logged in; the server saw 127.0.0.5, which 127.0.0.0/29 admits (acme@" + tenants() + ")"));
    }

    @Test
    void reportsTheAddressOfARefusalAndTheMissingRange() throws Exception {
        assertThat(logIn("127.0.0.9"))
                .isEqualTo(new CheckOutcome.Bad(
                        "refused: address not allowed; the server saw 127.0.0.9, the allow-list admits 127.0.0.0/29"
                                + " (acme@" + tenants() + ")",
                        "a range that holds 127.0.0.9, e.g. 127.0.0.9/32",
                        "if 127.0.0.9 is the client: add 127.0.0.9/32 to ip_allowlist with PATCH /v1/accounts/acme; if"
                                + " it is a node or a proxy: set externalTrafficPolicy: Local"));
    }

    private CheckOutcome logIn(String from) throws Exception {
        var password = Files.writeString(Files.createTempFile("doctor", "password"), OpenSshPod.PASSWORD + "\n");
        try {
            return new LogInCheck(
                            new TenantLogIn(
                                    "acme",
                                    new Secret.Password(password),
                                    Optional.of(InetAddress.ofLiteral(from)),
                                    tenants(),
                                    LIMIT),
                            Optional.of(access),
                            Optional.of(new LogInCheck.Admin(URI.create(pod.schemaServiceUrl()), "token")),
                            HttpCaller.within(LIMIT, Authorities.ofTheJvm()),
                            LIMIT)
                    .run();
        } finally {
            Files.delete(password);
        }
    }

    private SftpAddress tenants() {
        return new SftpAddress("127.0.0.1", pod.port);
    }

    private CheckOutcome validatorLogIn(Path key) {
        return new ServiceLogInCheck(
                        new ServiceAccess(access.address(), "sluice-validator", key, Optional.empty(), LIMIT),
                        ServiceLogInCheck.Who.VALIDATOR)
                .run();
    }
}
