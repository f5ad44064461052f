package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import io.sluice.devstack.parts.tls.TlsListener;
import io.sluice.sftpserver.account.AccountAnswer;
import io.sluice.sftpserver.account.AccountListClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountListClientIT {
    private static final String NOBODY = "{\"accounts\": []}";

    private final CertificateAuthority authority = CertificateAuthority.temporary();

    @TempDir
    private Path folder;

    private HttpsService service;

    @BeforeAll
    void start() {
        service = HttpsService.start(authority.issue("schema-service"), "/", 200, NOBODY);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void asksAServiceOfTheTrustedAuthority() throws Exception {
        try (var client = client(Optional.of(authority.certificate()))) {
            assertThat(client.ask()).isInstanceOf(AccountAnswer.Changed.class);
        }
    }

    @Test
    void refusesEveryOther() throws Exception {
        var other = CertificateAuthority.temporary().certificate();

        assertRefused(Optional.of(other));
        assertRefused(Optional.empty());
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (var elsewhere = TlsListener.with(authority.issue("elsewhere", "dns:schema.example"))) {
            assertRefused(elsewhere, "No subject alternative DNS name matching localhost found.");
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        try (var late = TlsListener.with(authority.expired("late"))) {
            assertRefused(late, "NotAfter: ");
        }
    }

    @Test
    void refusesAServiceWithoutTls() throws Exception {
        try (var plain = TlsListener.withoutTls()) {
            assertRefused(plain, "Unrecognized SSL message, plaintext connection?");
        }
    }

    @Test
    void namesAFileWithoutCertificates() throws Exception {
        var empty = Files.writeString(folder.resolve("ca.crt"), "");

        assertThatThrownBy(() -> client(Optional.of(empty))).hasMessage(empty + " has no certificate, expected PEM");
        assertThatThrownBy(() -> client(Optional.of(folder.resolve("missing"))))
                .hasMessage(folder.resolve("missing") + " cannot be read as PEM certificates: "
                        + folder.resolve("missing"));
    }

    private void assertRefused(Optional<Path> trusted) throws Exception {
        try (var client = client(trusted)) {
            assertRefused(client, "unable to find valid certification path to requested target");
        }
    }

    private void assertRefused(TlsListener listener, String reason) throws Exception {
        try (var client = client(listener.port(), Optional.of(authority.certificate()))) {
            assertRefused(client, reason);
        }
    }

    private static void assertRefused(AccountListClient client, String reason) throws Exception {
        assertThat(client.ask())
                .isInstanceOfSatisfying(
                        AccountAnswer.Unavailable.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    private AccountListClient client(Optional<Path> trusted) throws IOException {
        return client(service.port(), trusted);
    }

    private AccountListClient client(int port, Optional<Path> trusted) throws IOException {
        return new AccountListClient(
                URI.create("https://localhost:" + port), Files.writeString(folder.resolve("token"), "t0ken"), trusted);
    }
}
