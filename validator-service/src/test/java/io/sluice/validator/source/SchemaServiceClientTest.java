package io.sluice.validator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.BaseTlsConfiguration;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.events.OutgoingTls;
import io.sluice.validator.source.SchemaFetch.SchemaResponse;
import io.sluice.web.security.ServiceToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The client and a schema-service that serves HTTPS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaServiceClientTest {
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeAll
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(authority.issue("server", "dns:localhost").server()));
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                exchange.sendResponseHeaders(404, -1);
            }
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    @Test
    void asksAServiceOfTheTrustedAuthority() {
        assertThat(fetch("localhost", authority)).isInstanceOf(SchemaResponse.NotFound.class);
    }

    @Test
    void sendsNothingToAServiceOfAnotherAuthority() {
        var before = requests.get();

        assertThatThrownBy(() -> fetch("localhost", CertificateAuthority.temporary()))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessageStartingWith("GET https://localhost:")
                .hasMessageEndingWith("unable to find valid certification path to requested target");
        assertThat(requests).hasValue(before);
    }

    @Test
    void sendsNothingToAServiceWithTheCertificateOfAnotherHost() {
        var before = requests.get();

        assertThatThrownBy(() -> fetch("127.0.0.1", authority))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessageEndingWith("No subject alternative names matching IP address 127.0.0.1 found");
        assertThat(requests).hasValue(before);
    }

    private SchemaResponse fetch(String host, CertificateAuthority trusted) {
        var client = new SchemaServiceClient(
                new Config(URI.create(
                        "https://%s:%d".formatted(host, server.getAddress().getPort()))),
                new ServiceToken(Optional.of("t0ken"), Optional.empty()),
                new OutgoingTls(Optional.of(new BaseTlsConfiguration() {
                    @Override
                    public KeyStore getTrustStore() {
                        return trusted.trustStore();
                    }
                })),
                new SimpleMeterRegistry());
        try {
            return client.fetch(new AccountId("acme"), new SourceType("order"), Optional.empty());
        } finally {
            client.close();
        }
    }

    private record Config(URI url) implements SchemaServiceConfig {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public int maxCachedFields() {
            return 1;
        }
    }
}
