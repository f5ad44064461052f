package io.sluice.data.manifest;

import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reads data files in the bucket `sluice.objects.bucket`. All methods block on the network.
@ApplicationScoped
class DataFileClient {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    DataFileClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    boolean exists(String key) {
        return requests.run("look up " + key, () -> {
            try {
                objects.headObject(request -> request.bucket(bucket).key(key));
                return true;
            } catch (NoSuchKeyException absent) {
                return false;
            }
        });
    }

    /// All bytes of a file, or a part; empty when there is no such file.
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, ByteRange range) {
        return requests.run("read " + key, () -> {
            try {
                return Optional.of(objects.getObject(request -> {
                    request.bucket(bucket).key(key);
                    if (range instanceof ByteRange.Part(var first, var last)) {
                        request.range("bytes=%d-%d".formatted(first, last));
                    }
                }));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        });
    }
}
