package io.sluice.archive;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.archive.MultipartOutputStream.Part;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectRequests;
import io.sluice.objects.ObjectStoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The archive in the bucket `sluice.objects.bucket`. Thread-safe.
@ApplicationScoped
class ArchiveStore implements ArchiveObjects {
    static final String CONTENT_TYPE = "application/gzip";
    private static final Log LOG = Log.of(ArchiveStore.class);

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    ArchiveStore(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
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
        var upload = new PartUploadClient(objects, bucket, key, metadata);
        var parts = new MultipartOutputStream((number, part) -> requests.run("write a part of " + key, () -> {
            upload.send(number, part);
            return number;
        }));
        var whole = false;
        try {
            written(writer, parts);
            if (parts.sent() == 0) {
                put(key, metadata, parts.rest());
            } else {
                requests.run("finish writing " + key, () -> upload.finish(parts.sent() + 1, parts.rest()));
            }
            whole = true;
        } finally {
            if (!whole) {
                abort(key, upload);
            }
        }
    }

    private static void written(ObjectWriter writer, OutputStream to) {
        try {
            writer.write(to);
        } catch (IOException ofTheWriter) {
            throw new UncheckedIOException(ofTheWriter);
        }
    }

    private void put(String key, Map<String, String> metadata, Part content) {
        requests.run(
                "write " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .metadata(metadata)
                                .contentType(CONTENT_TYPE),
                        body(content)));
    }

    static RequestBody body(Part content) {
        return RequestBody.fromContentProvider(content::stream, content.length(), CONTENT_TYPE);
    }

    /// Logs its own failure only, so that it does not hide why the write failed. [#abortWritesBegunBefore]
    /// removes what stays.
    private static void abort(String key, PartUploadClient upload) {
        try {
            upload.abort();
        } catch (SdkException failure) {
            LOG.warn(
                    "a failed upload stays in the object store until it is cleaned up",
                    field("key", key),
                    cause(failure));
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
        var answer = requests.run("report the time", () -> objects.headBucket(request -> request.bucket(bucket)));
        var date = answer.sdkHttpResponse().firstMatchingHeader("Date");
        try {
            return date.map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
                    .orElseThrow(() -> new ObjectStoreUnavailableException(
                            "expected a header Date in the object store's answer but there is none", null));
        } catch (DateTimeException unreadable) {
            throw new ObjectStoreUnavailableException(
                    "expected a date in the object store's header Date but got " + date.orElse(""), unreadable);
        }
    }

    @Override
    public int abortWritesBegunBefore(Instant moment) {
        var left = requests.run(
                "list unfinished uploads",
                () -> objects
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(bucket).prefix(ArchiveKey.ROOT))
                        .uploads()
                        .stream()
                        .filter(upload ->
                                upload.initiated() != null && upload.initiated().isBefore(moment))
                        .toList());
        left.forEach(this::abort);
        return left.size();
    }

    private void abort(MultipartUpload left) {
        requests.run(
                "abort an upload of " + left.key(),
                () -> objects.abortMultipartUpload(
                        request -> request.bucket(bucket).key(left.key()).uploadId(left.uploadId())));
    }
}
