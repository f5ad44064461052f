package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

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
    public void read(String key, Portions reader) {
        var buffer = new byte[BUFFER_BYTES];
        try (var content = requests.run("read " + key, () -> open(key))) {
            for (var length = next(key, content, buffer); length >= 0; length = next(key, content, buffer)) {
                if (!reader.take(buffer, length)) {
                    content.abort();
                    return;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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
        var key = "batch-logs/%s/%s/%s.gz".formatted(account, batch, UUID.randomUUID());
        var body = RequestBody.fromContentProvider(log::open, log.finish(), "application/gzip");
        requests.run(
                "write " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/gzip"), body));
        return key;
    }
}
