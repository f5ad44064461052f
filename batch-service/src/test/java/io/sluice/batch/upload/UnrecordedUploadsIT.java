package io.sluice.batch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.Client.Allocated;
import io.sluice.batch.state.Batches;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.fixtures.http.RawConnection;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Files in the store of uploads whose process died before it recorded them.
@QuarkusTest
class UnrecordedUploadsIT {
    @Inject
    S3Client objects;

    @Inject
    Batches batches;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    private Client client;
    private Allocated batch;

    @BeforeEach
    void allocate() {
        client = Client.ofFreshAccount();
        batch = client.allocated(Client.file(10));
    }

    @Test
    void areFound() {
        beginUpload();

        put();

        awaitCode("fileprocessing");
    }

    /// The client gave up the first upload and sent the file again.
    @Test
    void areFoundAfterALaterUploadBrokeOff() {
        beginUpload();
        var later = sendTooFewChunks();

        put();

        assertThat(later).isEqualTo(400);
        awaitCode("fileprocessing");
    }

    /// The first upload had the declared bytes, but its process died before it recorded the file.
    @Test
    void areRemovedFromACorruptedBatch() {
        beginUpload();
        var damaged = given().urlEncodingEnabled(false).body(Client.file(10)).put(batch.location());

        put();

        assertThat(damaged.statusCode()).isEqualTo(400);
        await().atMost(Client.TIMEOUT).until(() -> !isStored());
        assertThat(client.code(batch.uuid())).isEqualTo("corrupted");
    }

    private void beginUpload() {
        batches.beginUpload(new BatchRef(batch.uuid()), Instant.now()).await().atMost(Client.TIMEOUT);
    }

    private int sendTooFewChunks() {
        try (var connection = RawConnection.to(RestAssured.port, Client.TIMEOUT)) {
            connection.write("PUT %s HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
                    .formatted(batch.location()));
            return connection.answer().orElseThrow().status();
        }
    }

    private void awaitCode(String code) {
        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(client.code(batch.uuid())).isEqualTo(code));
    }

    private void put() {
        objects.putObject(request -> request.bucket(bucket).key(key()), RequestBody.fromBytes(batch.file()));
    }

    private boolean isStored() {
        try {
            objects.headObject(request -> request.bucket(bucket).key(key()));
            return true;
        } catch (NoSuchKeyException absent) {
            return false;
        }
    }

    private String key() {
        return "batches/%s/%s.gz".formatted(client.account(), batch.uuid());
    }
}
