package io.sluice.objects;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Requests to one bucket; what goes wrong is told in a sentence. Thread-safe.
public final class ObjectRequests {
    private static final int NOT_FOUND = 404;

    private final String bucket;

    public ObjectRequests(String bucket) {
        this.bucket = bucket;
    }

    /// Does the request.
    ///
    /// @param what a verb with its object, such as `write reports/acme/1.json`
    /// @param request a missing object must not reach this as an exception: it would be taken for a missing
    /// bucket
    /// @throws ObjectStoreUnavailableException when the store or its bucket is not there, or refuses
    public <T> T asking(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (NoSuchBucketException missing) {
            throw missingBucket(missing);
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND) {
                throw missingBucket(refused);
            }
            throw new ObjectStoreUnavailableException(
                    "the object store refuses to %s in bucket %s: %s".formatted(what, bucket, refused.getMessage()),
                    refused);
        } catch (SdkException away) {
            throw new ObjectStoreUnavailableException(
                    "the object store cannot %s in bucket %s: %s".formatted(what, bucket, away.getMessage()), away);
        }
    }

    private ObjectStoreUnavailableException missingBucket(S3Exception cause) {
        return new ObjectStoreUnavailableException(
                "the object store has no bucket %s; create it or set sluice.objects.bucket".formatted(bucket), cause);
    }
}
