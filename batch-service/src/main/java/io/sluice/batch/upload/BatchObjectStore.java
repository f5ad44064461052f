package io.sluice.batch.upload;

import io.sluice.batch.state.Batch;
import io.sluice.events.OffLoop;
import io.sluice.objects.ObjectRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps the files of batches in the bucket `sluice.objects.bucket`.
@ApplicationScoped
class BatchObjectStore implements BatchObjects {
    private static final int PRECONDITION_FAILED = 412;
    private static final String GZIP = "application/gzip";
    /// The store's own answer comes after the last byte.
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final Duration longestUpload;
    private final OffLoop uploads;
    private final OffLoop questions;

    BatchObjectStore(
            S3Client objects,
            @ConfigProperty(name = "sluice.objects.bucket") String bucket,
            UploadConfig config,
            Vertx vertx) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.longestUpload = config.uploadTimeout().plus(ANSWER);
        this.uploads = new OffLoop(vertx, "uploads", config.uploads());
        this.questions = new OffLoop(vertx, "objects", 4);
    }

    @Override
    public Uni<Boolean> store(Batch batch, InputStream body) {
        return uploads.run(() -> requests.run("write " + batch.objectKey(), () -> stored(batch, body)));
    }

    private boolean stored(Batch batch, InputStream body) {
        try {
            objects.putObject(
                    request -> request.bucket(bucket)
                            .key(batch.objectKey())
                            .contentType(GZIP)
                            .contentLength(batch.size())
                            .contentMD5(batch.checksum().base64())
                            .ifNoneMatch("*")
                            .overrideConfiguration(limits ->
                                    limits.apiCallTimeout(longestUpload).apiCallAttemptTimeout(longestUpload)),
                    RequestBody.fromContentProvider(once(body), batch.size(), GZIP));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw refused;
        }
    }

    /// The client of the store repeats a request that failed, which a body from the network cannot do.
    private static ContentStreamProvider once(InputStream body) {
        var used = new AtomicBoolean();
        return () -> {
            if (used.getAndSet(true)) {
                throw NonRetryableException.create("the body of an upload can be sent once");
            }
            return body;
        };
    }

    @Override
    public Uni<Optional<Instant>> storedAt(Batch batch) {
        return questions.run(() -> requests.run("look up " + batch.objectKey(), () -> {
            try {
                return Optional.of(
                        objects.headObject(request -> request.bucket(bucket).key(batch.objectKey()))
                                .lastModified());
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        }));
    }

    @Override
    public Uni<Void> remove(Batch batch) {
        return questions
                .run(() -> requests.run(
                        "remove " + batch.objectKey(),
                        () -> objects.deleteObject(
                                request -> request.bucket(bucket).key(batch.objectKey()))))
                .replaceWithVoid();
    }
}
