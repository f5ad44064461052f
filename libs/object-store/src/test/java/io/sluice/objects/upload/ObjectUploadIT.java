package io.sluice.objects.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.objects.ObjectStoreUnavailableException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Uploads to a real object store.
class ObjectUploadIT {
    private static final String TYPE = "application/vnd.apache.parquet";

    private final S3Client client = TestObjectStoreClient.make();
    private final ObjectUploads uploads = new ObjectUploads(client, EmbeddedObjectStore.BUCKET);
    private final String prefix = "lake/" + UUID.randomUUID() + "/";

    @Test
    void writesAnObjectOfOnePartAtOnce() throws IOException {
        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(random(100), 0, 100);
            upload.finish();

            assertThat(upload.size()).isEqualTo(100);
        }

        assertThat(read("a")).isEqualTo(random(100));
    }

    @Test
    void writesAnObjectOfManyParts() throws IOException {
        var bytes = random(20_000_000);
        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            for (int at = 0; at < bytes.length; at += 1_000_000) {
                upload.content().write(bytes, at, 1_000_000);
            }
            assertThatThrownBy(() -> read("a")).isInstanceOf(NoSuchKeyException.class);
            upload.finish();
        }

        assertThat(read("a")).isEqualTo(bytes);
    }

    @Test
    void leavesNothingOfAnObjectThatIsNotFinished() throws IOException {
        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(random(9_000_000), 0, 9_000_000);

            assertThat(unfinished()).isEqualTo(1);
        }

        assertThatThrownBy(() -> read("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(unfinished()).isZero();
    }

    /// The stop of a service interrupts its threads.
    @Test
    void leavesNothingOfAnObjectWhoseThreadWasInterrupted() throws IOException {
        boolean stillInterrupted;
        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(random(9_000_000), 0, 9_000_000);
            Thread.currentThread().interrupt();
        } finally {
            stillInterrupted = Thread.interrupted();
        }

        assertThat(stillInterrupted).isTrue();
        assertThat(unfinished()).isZero();
    }

    /// A GZIPOutputStream around it, for example.
    @Test
    void isNotGivenUpWhenAStreamAroundItIsClosed() throws IOException {
        var bytes = random(9_000_000);

        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            try (var around = new BufferedOutputStream(upload.content())) {
                around.write(bytes);
            }
            upload.finish();
        }

        assertThat(read("a")).isEqualTo(bytes);
    }

    /// The first answer was lost.
    @Test
    void isFinishedWhenItsPartsAreJoinedAlready() throws IOException {
        var twice = new DelegatingS3Client(client) {
            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
                super.completeMultipartUpload(request);
                return super.completeMultipartUpload(request);
            }
        };
        var bytes = random(9_000_000);

        try (var upload = new ObjectUploads(twice, EmbeddedObjectStore.BUCKET).begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(bytes, 0, bytes.length);
            upload.finish();
        }

        assertThat(read("a")).isEqualTo(bytes);
        assertThat(unfinished()).isZero();
    }

    /// Two instances clean up at once.
    @Test
    void cleansUpBesideAnotherInstance() throws IOException {
        var behind = new DelegatingS3Client(client) {
            @Override
            public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
                super.abortMultipartUpload(request);
                return super.abortMultipartUpload(request);
            }
        };
        for (var name : List.of("a", "b")) {
            uploads.begin(prefix + name, TYPE, Map.of()).content().write(random(9_000_000), 0, 9_000_000);
        }

        var aborted =
                new ObjectUploads(behind, EmbeddedObjectStore.BUCKET).abortOlderThan(Duration.ofMinutes(-1), prefix);

        assertThat(aborted).isEqualTo(2);
        assertThat(unfinished()).isZero();
    }

    @Test
    void failsWhenItsPartsAreGone() throws IOException {
        try (var upload = uploads.begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(random(9_000_000), 0, 9_000_000);
            uploads.abortOlderThan(Duration.ofMinutes(-1), prefix);

            assertThatThrownBy(upload::finish)
                    .isInstanceOf(ObjectStoreUnavailableException.class)
                    .hasMessage("the object store has lost the parts of %sa, write it again".formatted(prefix));
        }
    }

    @Test
    void removesUploadsOfKilledProcessesInTime() {
        var other = "other/" + UUID.randomUUID();
        for (var key : new String[] {prefix + "a", prefix + "b", other}) {
            client.createMultipartUpload(
                    request -> request.bucket(EmbeddedObjectStore.BUCKET).key(key));
        }

        var early = uploads.abortOlderThan(Duration.ofDays(2), prefix);
        var late = uploads.abortOlderThan(Duration.ofMinutes(-1), prefix);

        assertThat(early).isZero();
        assertThat(late).isEqualTo(2);
        assertThat(unfinished()).isZero();
        assertThat(client.listMultipartUploads(request -> request.bucket(EmbeddedObjectStore.BUCKET))
                        .uploads())
                .extracting(MultipartUpload::key)
                .contains(other);
    }

    @Test
    void reportsAStoreThatIsUnavailable() throws IOException {
        var nowhere = new ObjectUploads(TestObjectStoreClient.make("http://127.0.0.1:1"), EmbeddedObjectStore.BUCKET);

        try (var upload = nowhere.begin(prefix + "a", TYPE, Map.of())) {
            upload.content().write(1);

            assertThatThrownBy(upload::finish)
                    .isInstanceOf(ObjectStoreUnavailableException.class)
                    .hasMessageStartingWith("the object store cannot write %sa in bucket sluice: ".formatted(prefix));
        }
    }

    private long unfinished() {
        return client.listMultipartUploads(request -> request.bucket(EmbeddedObjectStore.BUCKET)).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .count();
    }

    private byte[] read(String name) {
        return client.getObjectAsBytes(
                        request -> request.bucket(EmbeddedObjectStore.BUCKET).key(prefix + name))
                .asByteArray();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
