package io.sluice.objects.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.objects.ObjectStoreUnavailableException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/// Copies objects of a real object store, which takes no part below 5 MiB.
class ObjectCopiesIT {
    private static final String BUCKET = EmbeddedObjectStore.BUCKET;
    private static final String TYPE = "application/vnd.apache.parquet";
    private static final int MOST_BYTES = 5 << 20;

    private final S3Client client = TestObjectStoreClient.make();
    private final String prefix = "data/" + UUID.randomUUID() + "/";
    private final String from = prefix + "original";
    private final String to = prefix + "date=2020-01-25/data.parquet";

    @Test
    void copiesASmallObjectAtOnce() {
        var bytes = put(MOST_BYTES);
        var withoutParts = new DelegatingS3Client(client) {
            @Override
            public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
                throw new IllegalStateException("a part is copied");
            }
        };

        var isThere = new ObjectCopies(withoutParts, BUCKET, MOST_BYTES).copy(from, bytes.length, to);

        assertThat(isThere).isTrue();
        assertIsCopy(bytes);
    }

    @Test
    void copiesALargeObjectInParts() {
        put(100, to);
        var bytes = put(2 * MOST_BYTES + 1);
        var inParts = new DelegatingS3Client(client) {
            @Override
            public CopyObjectResponse copyObject(CopyObjectRequest request) {
                throw new IllegalStateException("the object is copied at once");
            }
        };

        var isThere = new ObjectCopies(inParts, BUCKET, MOST_BYTES).copy(from, bytes.length, to);

        assertThat(isThere).isTrue();
        assertIsCopy(bytes);
        assertThat(unfinished()).isZero();
    }

    @Test
    void tellsThatThereIsNothingToCopy() {
        var copies = new ObjectCopies(client, BUCKET, MOST_BYTES);

        assertThat(copies.copy(from, 1, to)).isFalse();
        assertThat(copies.copy(from, 2 * MOST_BYTES, to)).isFalse();
        assertThat(unfinished()).isZero();
    }

    /// The day was replaced a day ago, and its file goes in the middle of the copy.
    @Test
    void leavesNothingOfAnObjectThatGoesMeanwhile() {
        var bytes = put(2 * MOST_BYTES);
        var removing = new DelegatingS3Client(client) {
            @Override
            public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
                var answer = super.uploadPartCopy(request);
                deleteObject(removal -> removal.bucket(BUCKET).key(from));
                return answer;
            }
        };

        assertThat(new ObjectCopies(removing, BUCKET, MOST_BYTES).copy(from, bytes.length, to))
                .isFalse();
        assertThat(unfinished()).isZero();
    }

    /// The older copy that lies there has the same size.
    @Test
    void failsWhenItsPartsAreGone() {
        put(2 * MOST_BYTES, to);
        var bytes = put(2 * MOST_BYTES);
        var losing = new DelegatingS3Client(client) {
            @Override
            public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
                var answer = super.uploadPartCopy(request);
                new ObjectUploads(client, BUCKET).abortOlderThan(Duration.ofMinutes(-1), prefix);
                return answer;
            }
        };

        assertThatThrownBy(() -> new ObjectCopies(losing, BUCKET, MOST_BYTES).copy(from, bytes.length, to))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has lost the parts of %s, write it again".formatted(to));
    }

    @Test
    void reportsAStoreThatIsUnavailable() {
        var nowhere = new ObjectCopies(TestObjectStoreClient.make("http://127.0.0.1:1"), BUCKET, MOST_BYTES);

        assertThatThrownBy(() -> nowhere.copy(from, 1, to))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessageStartingWith("the object store cannot copy to %s in bucket sluice: ".formatted(to));
    }

    private void assertIsCopy(byte[] bytes) {
        var copy = client.getObjectAsBytes(request -> request.bucket(BUCKET).key(to));
        assertThat(copy.asByteArray()).isEqualTo(bytes);
        assertThat(copy.response().contentType()).isEqualTo(TYPE);
    }

    private long unfinished() {
        return client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .count();
    }

    private byte[] put(int length) {
        return put(length, from);
    }

    private byte[] put(int length, String key) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        client.putObject(request -> request.bucket(BUCKET).key(key).contentType(TYPE), RequestBody.fromBytes(bytes));
        return bytes;
    }
}
