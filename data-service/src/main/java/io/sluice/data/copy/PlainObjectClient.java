package io.sluice.data.copy;

import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Copies objects inside the bucket `sluice.objects.bucket`. The store copies them, up to 5 GiB each.
@ApplicationScoped
class PlainObjectClient implements PlainObjects {
    private static final int NOT_FOUND = 404;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    PlainObjectClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    @Override
    public boolean copy(String from, String to) {
        return requests.run("copy to " + to, () -> {
            try {
                objects.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to));
                return true;
            } catch (NoSuchKeyException absent) {
                return false;
            } catch (S3Exception refused) {
                if (refused.statusCode() == NOT_FOUND) {
                    return false;
                }
                throw refused;
            }
        });
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }
}
