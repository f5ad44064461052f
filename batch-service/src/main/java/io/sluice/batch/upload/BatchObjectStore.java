package io.sluice.batch.upload;

import io.quarkus.virtual.threads.VirtualThreads;
import io.sluice.batch.state.Batch;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.OffLoop;
import io.sluice.objects.ObjectRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Keeps the files of batches in the bucket `sluice.objects.bucket`.
@ApplicationScoped
class BatchObjectStore implements BatchObjects {
    private static final int PRECONDITION_FAILED = 412;
    private static final String GZIP = "application/gzip";
    private static final int REMOVED_AT_ONCE = 100;
    /// The store's own answer comes after the last byte.
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final Duration longestUpload;
    private final Vertx vertx;
    private final ExecutorService uploads;
    private final OffLoop questions;
    private final OffLoop removals;

    BatchObjectStore(
            S3Client objects,
            @ConfigProperty(name = "sluice.objects.bucket") String bucket,
            UploadConfig config,
            Vertx vertx,
            @VirtualThreads ExecutorService uploads) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.longestUpload = config.uploadTimeout().plus(ANSWER);
        this.vertx = vertx;
        this.uploads = uploads;
        this.questions = new OffLoop(vertx, "objects", 4);
        // No upload waits for them.
        this.removals = new OffLoop(vertx, "removals", 2);
    }

    /// A socket has no timeout for writing. The interruption of a virtual thread closes it.
    @Override
    public Uni<Boolean> store(Batch batch, InputStream body) {
        return Uni.createFrom().emitter(result -> {
            var eventLoop = vertx.getOrCreateContext();
            var storing = uploads.submit(() -> {
                try {
                    var stored = requests.run("write " + batch.objectKey(), () -> stored(batch, body));
                    eventLoop.runOnContext(ended -> result.complete(stored));
                } catch (RuntimeException | Error failure) {
                    eventLoop.runOnContext(ended -> result.fail(failure));
                }
            });
            result.onTermination(() -> storing.cancel(true));
        });
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
    public Uni<Optional<Instant>> storedAt(String objectKey) {
        return questions.run(() -> requests.run("look up " + objectKey, () -> {
            try {
                return Optional.of(
                        objects.headObject(request -> request.bucket(bucket).key(objectKey))
                                .lastModified());
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        }));
    }

    @Override
    public Uni<Void> remove(String objectKey) {
        return removals.run(() -> removed(objectKey)).replaceWithVoid();
    }

    private boolean removed(String objectKey) {
        requests.run(
                "remove " + objectKey,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(objectKey)));
        return true;
    }

    /// In small steps, so that others have their turns and none goes on for long after it is given up.
    @Override
    public Uni<Integer> removeAll(AccountId account) {
        return removals.run(() -> removeSome(Batch.objectFolder(account)))
                .chain(removed -> removed < REMOVED_AT_ONCE
                        ? Uni.createFrom().item(removed)
                        : removeAll(account).map(more -> removed + more));
    }

    private int removeSome(String prefix) {
        var keys = requests
                .run(
                        "list " + prefix,
                        () -> objects.listObjectsV2(
                                request -> request.bucket(bucket).prefix(prefix).maxKeys(REMOVED_AT_ONCE)))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
        keys.forEach(this::removed);
        return keys.size();
    }
}
