package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.sluice.archive.ArchiveObjects.StoredObject;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.objects.ObjectStoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// The archive on a real object store.
class ArchiveStoreIT {
    private final S3Client client = TestObjectStoreClient.make();
    private final ArchiveStore store = new ArchiveStore(client, EmbeddedObjectStore.BUCKET);
    private final String prefix = "archive/" + UUID.randomUUID() + "/";

    @Test
    void smallObjectComesBackWithItsMetadata() {
        store.write(prefix + "a", Map.of("file-name", "20200125_order.csv"), to -> to.write(text("content")));

        assertThat(store.<byte[]>read(prefix + "a", InputStream::readAllBytes)).isEqualTo(text("content"));
        assertThat(store.find(prefix + "a"))
                .map(StoredObject::metadata)
                .contains(Map.of("file-name", "20200125_order.csv"));
        assertThat(store.find(prefix + "a").orElseThrow().modifiedAt())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void objectOfManyPartsComesBackWhole() throws IOException {
        store.write(prefix + "a", Map.of("size", "x"), to -> writeRandom(to, 20));

        var content = store.read(prefix + "a", from -> Content.of(from, () -> false));

        assertThat(content).isEqualTo(randomContent(20));
        assertThat(store.find(prefix + "a").orElseThrow().metadata()).containsEntry("size", "x");
    }

    @Test
    void objectThatIsGivenUpIsNotThereAndLeavesNothing() {
        var failure = catchThrowable(() -> store.write(prefix + "a", Map.of(), to -> {
            writeRandom(to, 10);
            throw new ArchiveMismatchException("given up");
        }));

        assertThat(failure).hasMessage("given up");
        assertThat(store.find(prefix + "a")).isEmpty();
        assertThat(client.listMultipartUploads(request -> request.bucket(EmbeddedObjectStore.BUCKET))
                        .uploads())
                .noneMatch(upload -> upload.key().startsWith(prefix));
    }

    @Test
    void uploadOfKilledProcessIsClearedAwayInTime() {
        client.createMultipartUpload(request ->
                request.bucket(EmbeddedObjectStore.BUCKET).key(prefix + "a").build());

        var early = store.abortWritesOlderThan(Duration.ofDays(1));
        var late = store.abortWritesOlderThan(Duration.ofMinutes(-1));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
    }

    @Test
    void listsInTheOrderOfKeysPageByPage() {
        for (var name : new String[] {"c", "a/b", "b", "a/a"}) {
            store.write(prefix + name, Map.of(), to -> to.write(text(name)));
        }

        assertThat(store.list(prefix, "", 3))
                .extracting(StoredObject::key)
                .containsExactly(prefix + "a/a", prefix + "a/b", prefix + "b");
        assertThat(store.list(prefix, prefix + "b", 3))
                .extracting(StoredObject::key)
                .containsExactly(prefix + "c");
        assertThat(store.list(prefix, prefix + "a/aa", 1))
                .extracting(StoredObject::key)
                .containsExactly(prefix + "a/b");
    }

    @Test
    void objectThatIsNotThereIsMissing() {
        assertThat(store.find(prefix + "a")).isEmpty();
        assertThatThrownBy(() -> store.read(prefix + "a", InputStream::readAllBytes))
                .isInstanceOf(ObjectMissingException.class)
                .hasMessage("there is no object %sa", prefix);
        store.remove(prefix + "a");
    }

    @Test
    void unavailableStoreIsReported() {
        var unavailable =
                new ArchiveStore(TestObjectStoreClient.make("http://127.0.0.1:1"), EmbeddedObjectStore.BUCKET);

        assertThatThrownBy(unavailable::now)
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessageStartingWith("the object store cannot report the time in bucket sluice: ");
    }

    @Test
    void reportsTheTime() {
        assertThat(store.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void writeRandom(OutputStream to, int mebibytes) throws IOException {
        var random = new Random(7);
        var bytes = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            random.nextBytes(bytes);
            to.write(bytes);
        }
    }

    private static Content randomContent(int mebibytes) throws IOException {
        var digest = Content.newDigest();
        writeRandom(new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest), mebibytes);
        return Content.of(digest, (long) mebibytes << 20);
    }
}
