package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import io.sluice.devstack.parts.tls.TlsListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingTlsTest {
    private static final String NOT_TRUSTED = "unable to find valid certification path to requested target";

    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private final CertificateAuthority stranger = CertificateAuthority.temporary();
    private HttpsService server;

    @BeforeAll
    void start() {
        server = HttpsService.start(authority.issue("server", "dns:localhost"), "/", 204, "");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void trustsTheConfiguredAuthority() throws Exception {
        try (var client = client(new Trust(authority))) {
            assertThat(get(client, "localhost")).isEqualTo(204);
        }
    }

    @Test
    void refusesAnotherAuthority() {
        try (var client = client(new Trust(stranger))) {
            assertThatThrownBy(() -> get(client, "localhost"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageEndingWith(NOT_TRUSTED);
        }
    }

    @Test
    void refusesAnotherHost() {
        try (var client = client(new Trust(authority))) {
            assertThatThrownBy(() -> get(client, "127.0.0.1"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageEndingWith("No subject alternative names matching IP address 127.0.0.1 found");
        }
    }

    @Test
    void refusesAnExpiredCertificate() {
        try (var listener = TlsListener.with(authority.expired("expired"));
                var client = client(new Trust(authority))) {
            assertThatThrownBy(() -> get(client, "localhost", listener.port()))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
    }

    @Test
    void refusesAServerWithoutTls() {
        try (var listener = TlsListener.withoutTls();
                var client = client(new Trust(authority))) {
            assertThatThrownBy(() -> get(client, "localhost", listener.port()))
                    .isInstanceOf(SSLException.class)
                    .hasMessage("Unrecognized SSL message, plaintext connection?");
        }
    }

    @Test
    void followsReloads() throws Exception {
        var trust = new Trust(stranger);
        try (var client = client(trust)) {
            assertThatThrownBy(() -> get(client, "localhost")).isInstanceOf(SSLHandshakeException.class);

            trust.set(authority);

            assertThat(get(client, "localhost")).isEqualTo(204);
        }
    }

    @Test
    void withoutConfigurationTheAuthoritiesOfTheJvmCount() {
        var tls = new OutgoingTls(Optional.empty());

        assertThat(tls.trustManagers()).isEmpty();
        try (var client = HttpClient.newBuilder().sslContext(tls.context()).build()) {
            assertThatThrownBy(() -> get(client, "localhost")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static HttpClient client(TlsConfiguration configuration) {
        return HttpClient.newBuilder()
                .sslContext(new OutgoingTls(Optional.of(configuration)).context())
                .build();
    }

    private int get(HttpClient client, String host) throws IOException, InterruptedException {
        return get(client, host, server.port());
    }

    private static int get(HttpClient client, String host, int port) throws IOException, InterruptedException {
        var address = URI.create("https://%s:%d/".formatted(host, port));
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /// What Quarkus makes of `quarkus.tls.outgoing.trust-store.pem.certs`.
    private static final class Trust extends BaseTlsConfiguration {
        private KeyStore store;

        Trust(CertificateAuthority authority) {
            this.store = authority.trustStore();
        }

        void set(CertificateAuthority authority) {
            store = authority.trustStore();
        }

        @Override
        public KeyStore getTrustStore() {
            return store;
        }
    }
}
