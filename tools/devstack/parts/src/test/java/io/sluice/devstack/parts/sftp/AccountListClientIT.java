package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.sftpserver.account.AccountAnswer;
import io.sluice.sftpserver.account.AccountListClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountListClientIT {
    private static final byte[] NOBODY = "{\"accounts\": []}".getBytes(StandardCharsets.UTF_8);

    private final CertificateAuthority authority = CertificateAuthority.temporary();

    @TempDir
    private Path folder;

    private HttpsServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setHttpsConfigurator(
                new HttpsConfigurator(authority.issue("schema-service").server()));
        service.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, NOBODY.length);
                exchange.getResponseBody().write(NOBODY);
            }
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
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
    void namesAFileWithoutCertificates() throws Exception {
        var empty = Files.writeString(folder.resolve("ca.crt"), "");

        assertThatThrownBy(() -> client(Optional.of(empty))).hasMessage(empty + " has no certificate, expected PEM");
        assertThatThrownBy(() -> client(Optional.of(folder.resolve("missing"))))
                .hasMessage(folder.resolve("missing") + " cannot be read as PEM certificates: "
                        + folder.resolve("missing"));
    }

    private void assertRefused(Optional<Path> trusted) throws Exception {
        try (var client = client(trusted)) {
            assertThat(client.ask())
                    .isInstanceOfSatisfying(
                            AccountAnswer.Unavailable.class,
                            refused -> assertThat(refused.reason())
                                    .endsWith("unable to find valid certification path to requested target"));
        }
    }

    private AccountListClient client(Optional<Path> trusted) throws IOException {
        return new AccountListClient(
                URI.create("https://localhost:" + service.getAddress().getPort()),
                Files.writeString(folder.resolve("token"), "t0ken"),
                trusted);
    }
}
