package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.BaseTlsConfiguration;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import io.sluice.events.OutgoingTls;
import io.sluice.web.security.ServiceToken;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The requests and a schema-service that serves HTTPS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaServiceRequestsTest {
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private HttpsService server;

    @BeforeAll
    void start() {
        server = HttpsService.start(authority.issue("server", "dns:localhost"), "/", 404, "");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void asksAServiceOfTheTrustedAuthority() {
        assertThat(get("localhost", authority)).isEqualTo(404);
    }

    @Test
    void sendsNothingToAServiceOfAnotherAuthority() {
        var before = server.requests();

        assertThatThrownBy(() -> get("localhost", CertificateAuthority.temporary()))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessageStartingWith("GET https://localhost:")
                .hasMessageEndingWith("unable to find valid certification path to requested target");
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void sendsNothingToAServiceWithTheCertificateOfAnotherHost() {
        var before = server.requests();

        assertThatThrownBy(() -> get("127.0.0.1", authority))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessageEndingWith("No subject alternative names matching IP address 127.0.0.1 found");
        assertThat(server.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/acme/sources?cursor=order, /v1/{accuid}/sources",
        "/v1/acme/sources/order/schema, /v1/{accuid}/sources/{source_type}/schema",
        "/v1/acme/sources/order/schema/versions/1234, /v1/{accuid}/sources/{source_type}/schema/versions/{version}",
        "/internal/accounts/acme/hash-key, /internal/accounts/{accuid}/hash-key"
    })
    void countsRequestsByTheirRoute(String path, String route) {
        var meters = new SimpleMeterRegistry();

        get("localhost", authority, path, meters);

        assertThat(meters.getMeters())
                .singleElement()
                .extracting(meter -> meter.getId().getTag("uri"))
                .isEqualTo(route);
    }

    private int get(String host, CertificateAuthority trusted) {
        return get(host, trusted, "/v1/acme/sources/order/schema", new SimpleMeterRegistry());
    }

    private int get(String host, CertificateAuthority trusted, String path, MeterRegistry meters) {
        var requests = new SchemaServiceRequests(
                new Config(server.uri(host)),
                new ServiceToken(Optional.of("t0ken"), Optional.empty()),
                new OutgoingTls(Optional.of(new BaseTlsConfiguration() {
                    @Override
                    public KeyStore getTrustStore() {
                        return trusted.trustStore();
                    }
                })),
                meters);
        try {
            return requests.get(path, Optional.empty()).statusCode();
        } finally {
            requests.close();
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
    }
}
