package io.sluice.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.BaseTlsConfiguration;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import io.sluice.events.OutgoingTls;
import io.sluice.fixtures.LoggedLines;
import io.sluice.job.replay.FileReplays.Answer;
import io.sluice.job.watcher.WatcherConfig;
import io.sluice.web.security.ServiceToken;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The client and a watcher that serves HTTPS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatcherClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NO_FILE = "{\"detail\": \"no file\"}";
    private static final Answer UNAVAILABLE =
            new Answer.Refused(503, "The files cannot be reached at present. Try again in a moment.");

    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private HttpsService server;

    @BeforeAll
    void start() {
        server = HttpsService.start(authority.issue("server", "dns:localhost"), "/internal/replays", 404, NO_FILE);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void asksAWatcherOfTheTrustedAuthority() {
        assertThat(replay("localhost", authority)).isEqualTo(new Answer.Refused(404, "no file"));
    }

    @Test
    void sendsNothingToAWatcherOfAnotherAuthority() {
        assertRefused(
                "localhost",
                CertificateAuthority.temporary(),
                "unable to find valid certification path to requested target");
    }

    @Test
    void sendsNothingToAWatcherWithTheCertificateOfAnotherHost() {
        assertRefused("127.0.0.1", authority, "No subject alternative names matching IP address 127.0.0.1 found");
    }

    private void assertRefused(String host, CertificateAuthority trusted, String reason) {
        var before = server.requests();
        try (var lines = new LoggedLines()) {
            assertThat(replay(host, trusted)).isEqualTo(UNAVAILABLE);
            assertThat(lines.of("io.sluice.job.replay"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN sftp-watcher cannot be asked for a replay")
                    .contains(reason);
        }
        assertThat(server.requests()).isEqualTo(before);
    }

    private Answer replay(String host, CertificateAuthority trusted) {
        var client = new WatcherClient(
                new Config(server.uri(host)),
                new ServiceToken(Optional.of("t0ken"), Optional.empty()),
                new OutgoingTls(Optional.of(new BaseTlsConfiguration() {
                    @Override
                    public KeyStore getTrustStore() {
                        return trusted.trustStore();
                    }
                })),
                new SimpleMeterRegistry());
        try {
            return client.replay(new ReplayRequest(
                            new JobRef(
                                    new JobId("0".repeat(32)),
                                    new AccountId("acme"),
                                    new SourceType("order"),
                                    DataDate.of("20200125").orElseThrow(),
                                    "20200125_order.csv"),
                            false,
                            Optional.empty(),
                            Optional.empty()))
                    .await()
                    .atMost(LIMIT);
        } finally {
            client.close();
        }
    }

    private record Config(URI url) implements WatcherConfig {
        @Override
        public URI managementUrl() {
            return url;
        }

        @Override
        public Duration connectTimeout() {
            return LIMIT;
        }

        @Override
        public Duration requestTimeout() {
            return LIMIT;
        }
    }
}
