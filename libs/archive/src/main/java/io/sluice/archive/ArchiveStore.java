package io.sluice.archive;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.StoreClock;
import io.sluice.objects.upload.ObjectUploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The archive in the bucket `sluice.objects.bucket`. Thread-safe.
@ApplicationScoped
class ArchiveStore implements ArchiveObjects {
    private static final String CONTENT_TYPE = "application/gzip";

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final ObjectUploads uploads;
    private final StoreClock clock;

    ArchiveStore(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.uploads = new ObjectUploads(objects, bucket);
        this.clock = new StoreClock(objects, bucket);
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return requests.run("look up " + key, () -> {
            try {
                var head = objects.headObject(request -> request.bucket(bucket).key(key));
                return Optional.of(new StoredObject(key, head.contentLength(), head.lastModified(), head.metadata()));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        var answer = requests.run(
                "list " + prefix,
                () -> objects.listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(after.isEmpty() ? null : after)
                        .maxKeys(limit)));
        return answer.contents().stream()
                .map(object -> new StoredObject(object.key(), object.size(), object.lastModified(), Map.of()))
                .toList();
    }

    @Override
    public void write(String key, Map<String, String> metadata, ObjectWriter writer) {
        try (var upload = uploads.begin(key, CONTENT_TYPE, metadata)) {
            written(writer, upload.content());
            upload.finish();
        }
    }

    private static void written(ObjectWriter writer, OutputStream to) {
        try {
            writer.write(to);
        } catch (IOException ofTheWriter) {
            throw new UncheckedIOException(ofTheWriter);
        }
    }

    @Override
    public <T> T read(String key, ObjectReader<T> reader) {
        var content = requests.run("read " + key, () -> {
            try {
                return objects.getObject(request -> request.bucket(bucket).key(key));
            } catch (NoSuchKeyException absent) {
                throw new ObjectMissingException(key, absent);
            }
        });
        return requests.run("read " + key, () -> consumed(content, reader));
    }

    /// The rest that the reader leaves unread is not fetched.
    private static <T> T consumed(ResponseInputStream<GetObjectResponse> content, ObjectReader<T> reader) {
        try {
            return reader.read(content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            content.abort();
        }
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public int abortWritesOlderThan(Duration age) {
        return uploads.abortOlderThan(age, ArchiveKey.ROOT);
    }
}
