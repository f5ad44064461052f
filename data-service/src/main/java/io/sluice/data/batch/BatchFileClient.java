package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.objects.ObjectRequests;
import io.sluice.objects.ObjectStoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The files of batches and their logs in the bucket `sluice.objects.bucket`. A log lies at
/// `batch-logs/<accuid>/<batch>/<attempt>.gz`: an attempt that ends late must not replace the log of the one
/// that counts.
@ApplicationScoped
class BatchFileClient implements BatchFiles {
    private static final int BUFFER_BYTES = 1 << 16;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    BatchFileClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    @Override
    public void copy(String key, long size, UnnamedFile target) {
        var buffer = new byte[BUFFER_BYTES];
        var out = target.output();
        var copied = 0L;
        try (var content = requests.run("read " + key, () -> open(key))) {
            if (content.response().contentLength() != size) {
                content.abort();
                throw new IllegalStateException(
                        "object %s has not the %d bytes that were announced".formatted(key, size));
            }
            for (var length = next(key, content, buffer); length >= 0; length = next(key, content, buffer)) {
                copied += length;
                out.write(buffer, 0, length);
            }
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
        // The client takes a connection that was closed early for the end of the object.
        if (copied != size) {
            throw new ObjectStoreUnavailableException(
                    "object %s broke off after %d of %d bytes".formatted(key, copied, size), null);
        }
    }

    private ResponseInputStream<GetObjectResponse> open(String key) {
        try {
            return objects.getObject(request -> request.bucket(bucket).key(key));
        } catch (NoSuchKeyException absent) {
            throw new BatchFileMissingException(key);
        }
    }

    private int next(String key, ResponseInputStream<GetObjectResponse> content, byte[] buffer) {
        return requests.run("read " + key, () -> {
            try {
                return content.read(buffer);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    @Override
    public String storeLog(AccountId account, BatchRef batch, RefusalLog log) {
        var key = folder(account, batch) + UUID.randomUUID() + ".gz";
        var body = RequestBody.fromContentProvider(log::open, log.finish(), "application/gzip");
        requests.run(
                "write " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/gzip"), body));
        return key;
    }

    @Override
    public void removeOtherLogs(AccountId account, BatchRef batch, Optional<String> kept) {
        var folder = folder(account, batch);
        // At most one for each attempt, so one page has all of them.
        var found = requests.run(
                "list " + folder,
                () -> objects.listObjectsV2(request -> request.bucket(bucket).prefix(folder)));
        found.contents().stream()
                .map(S3Object::key)
                .filter(key -> !kept.equals(Optional.of(key)))
                .forEach(this::remove);
    }

    private void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private static String folder(AccountId account, BatchRef batch) {
        return "batch-logs/%s/%s/".formatted(account, batch);
    }
}
