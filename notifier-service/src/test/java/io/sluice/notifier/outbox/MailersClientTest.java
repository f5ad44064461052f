package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.StartTlsMailServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The SMTP client and a server with STARTTLS, as `quarkus.mailer.start-tls=REQUIRED` makes it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailersClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private final StartTlsMailServer server =
            new StartTlsMailServer(Optional.of(authority.issue("mail", "dns:localhost")));
    private final StartTlsMailServer plain = new StartTlsMailServer(Optional.empty());

    @BeforeEach
    void forget() {
        server.forget();
        plain.forget();
    }

    @AfterAll
    void stop() {
        server.close();
        plain.close();
        vertx.closeAndAwait();
    }

    @Test
    void sendsToATrustedServer() {
        send("localhost", server, authority);

        assertThat(server.mails()).hasSize(1);
        assertNothingInClear(server);
    }

    @Test
    void sendsNothingToAServerOfAnotherAuthority() {
        assertThatThrownBy(() -> send("localhost", server, CertificateAuthority.temporary()))
                .hasRootCauseMessage("unable to find valid certification path to requested target");
        assertThat(server.mails()).isEmpty();
        assertNothingInClear(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTPS"})
    void sendsNothingToAServerWithTheCertificateOfAnotherHost(String algorithm) {
        assertThatThrownBy(() -> send("127.0.0.1", server, authority, algorithm))
                .hasRootCauseMessage("No subject alternative names matching IP address 127.0.0.1 found");
        assertThat(server.mails()).isEmpty();
        assertNothingInClear(server);
    }

    @Test
    void sendsNothingToAServerWhoseCertificateHasExpired() {
        try (var late = new StartTlsMailServer(Optional.of(authority.expired("late")))) {
            assertThatThrownBy(() -> send("localhost", late, authority))
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
            assertThat(late.mails()).isEmpty();
            assertNothingInClear(late);
        }
    }

    @Test
    void sendsNothingToAServerWithoutStartTls() {
        assertThatThrownBy(() -> send("localhost", plain, authority)).hasMessageContaining("STARTTLS");
        assertThat(plain.mails()).isEmpty();
        assertNothingInClear(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<default>", "tolerant"})
    void neitherMailerBeginsWithTlsWhenATlsConfigurationIsNamed(String mailer) throws IOException {
        var settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(MailersRuntimeConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "quarkus.mailer.start-tls",
                                "REQUIRED",
                                "quarkus.mailer.tls-configuration-name",
                                "outgoing"),
                        "operator",
                        300))
                .withSources(new PropertiesConfigSource(
                        Objects.requireNonNull(MailersClient.class.getResource("/application.properties"))))
                .build();

        var mailers = settings.getConfigMapping(MailersRuntimeConfig.class).mailers();
        var options = Objects.requireNonNull(mailers.get(mailer));

        assertThat(options.tlsConfigurationName()).contains("outgoing");
        assertThat(options.startTLS()).isEqualTo("REQUIRED");
        assertThat(options.tls()).contains(false);
    }

    private void send(String host, StartTlsMailServer to, CertificateAuthority trusted) {
        send(host, to, trusted, "");
    }

    /// @param algorithm the value of `quarkus.tls.outgoing.hostname-verification-algorithm`
    private void send(String host, StartTlsMailServer to, CertificateAuthority trusted, String algorithm) {
        var options = new io.vertx.ext.mail.MailConfig(host, to.port())
                .setStarttls(StartTLSOptions.REQUIRED)
                .setKeepAlive(false)
                .setHostnameVerificationAlgorithm(algorithm)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(trusted.certificate().toString()));
        var client = MailClient.create(vertx, MailersClient.complete(options, LIMIT));
        try {
            client.sendMail(new MailMessage("sluice@sluice.local", "data@acme.example", "subject", "text"))
                    .await()
                    .atMost(LIMIT);
        } finally {
            client.closeAndForget();
        }
    }

    private static void assertNothingInClear(StartTlsMailServer server) {
        assertThat(server.plainCommands())
                .allMatch(line -> line.startsWith("EHLO ") || line.equals("STARTTLS") || line.equals("QUIT"));
    }
}
