package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.batch.state.Batch;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A store that accepts a connection and takes nothing of the file.
class HangingStoreTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final UploadConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UploadConfig.class)
            .build()
            .getConfigMapping(UploadConfig.class);
    private static final Batch BATCH = Batch.allocated(
            new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785"),
            new AccountId("110-1234-567"),
            new Md5("40d9a12f0a3c93c8ed66a3b6f3735790"),
            1 << 30,
            Instant.EPOCH,
            Instant.EPOCH);

    @Test
    void givesAStoreUpThatTakesNothing() throws IOException {
        try (var store = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThreadEnds("http://127.0.0.1:", store, UrlConnectionHttpClient.builder());
        }
    }

    /// The end of a TLS connection is itself something to be written.
    @Test
    void givesAStoreWithTlsUpThatTakesNothing() throws IOException, GeneralSecurityException {
        var authority = CertificateAuthority.temporary();
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority.trustStore());
        try (var store = authority
                .issue("store", "dns:localhost")
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThreadEnds(
                    "https://localhost:",
                    store,
                    UrlConnectionHttpClient.builder().tlsTrustManagersProvider(trust::getTrustManagers));
        }
    }

    private static void assertThreadEnds(
            String address, ServerSocket store, UrlConnectionHttpClient.Builder connections) throws IOException {
        var vertx = Vertx.vertx();
        var read = new AtomicLong();
        try (var client = S3Client.builder()
                        .endpointOverride(URI.create(address + store.getLocalPort()))
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                        .httpClientBuilder(connections)
                        .build();
                // Its end waits for the threads.
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var objects = new BatchObjectStore(client, "sluice", CONFIG, vertx, threads);
            var storing = objects.store(BATCH, new Endless(read)).subscribeAsCompletionStage();
            try (var connection = store.accept()) {
                letTheBodyCome(connection);
                awaitPause(read);

                storing.cancel(true);

                threads.shutdown();
                await().atMost(TIMEOUT).until(threads::isTerminated);
            }
        } finally {
            vertx.close();
        }
    }

    private static void letTheBodyCome(Socket connection) throws IOException {
        var request = connection.getInputStream();
        for (int last = 0, next = 0; last != 0x0d0a0d0a; last = last << 8 | next) {
            next = request.read();
            assertThat(next).as("a byte of the head").isNotNegative();
        }
        connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /// The buffers of both sides are full.
    private static void awaitPause(AtomicLong read) {
        var before = new AtomicLong();
        await().atMost(TIMEOUT).until(() -> {
            var now = read.get();
            return now > 0 && now == before.getAndSet(now);
        });
    }

    private static final class Endless extends InputStream {
        private final AtomicLong read;

        Endless(AtomicLong read) {
            this.read = read;
        }

        @Override
        public int read() {
            read.incrementAndGet();
            return 0;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            read.addAndGet(length);
            return length;
        }
    }
}
