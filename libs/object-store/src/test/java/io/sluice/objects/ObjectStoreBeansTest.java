package io.sluice.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.tls.BaseTlsConfiguration;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import io.sluice.events.OutgoingTls;
import java.security.KeyStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The client and an object store that serves HTTPS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectStoreBeansTest {
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private HttpsService server;

    @BeforeAll
    void start() {
        server = HttpsService.start(authority.issue("server", "dns:localhost"), "/", 200, "");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void asksAStoreOfTheTrustedAuthority() {
        var before = server.requests();

        ask("localhost", authority);

        assertEquals(before + 1, server.requests());
    }

    @Test
    void sendsNothingToAStoreOfAnotherAuthority() {
        assertRefused(
                "localhost",
                CertificateAuthority.temporary(),
                "unable to find valid certification path to requested target");
    }

    @Test
    void sendsNothingToAStoreWithTheCertificateOfAnotherHost() {
        assertRefused("127.0.0.1", authority, "No subject alternative names matching IP address 127.0.0.1 found");
    }

    private void assertRefused(String host, CertificateAuthority trusted, String reason) {
        var before = server.requests();

        var refused = assertThrows(SdkClientException.class, () -> ask(host, trusted));

        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::getMessage);
        assertEquals(before, server.requests());
    }

    private void ask(String host, CertificateAuthority trusted) {
        var builder = S3Client.builder()
                .endpointOverride(server.uri(host))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)));
        var tls = new OutgoingTls(Optional.of(new BaseTlsConfiguration() {
            @Override
            public KeyStore getTrustStore() {
                return trusted.trustStore();
            }
        }));
        try (var client = new ObjectStoreBeans().client(builder, tls)) {
            client.headBucket(bucket -> bucket.bucket("sluice"));
        }
    }
}
