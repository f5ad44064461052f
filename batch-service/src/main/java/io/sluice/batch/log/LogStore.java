package io.sluice.batch.log;

import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reads the logs that data-service keeps in the bucket `sluice.objects.bucket`.
@ApplicationScoped
class LogStore {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    LogStore(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// Whether there is such a log. Blocks on the network.
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

    /// The log; empty when its retention is over. Blocks on the network.
    Optional<InputStream> open(String key) {
        return requests.run("read " + key, () -> {
            try {
                return Optional.of(
                        objects.getObject(request -> request.bucket(bucket).key(key)));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        });
    }
}
