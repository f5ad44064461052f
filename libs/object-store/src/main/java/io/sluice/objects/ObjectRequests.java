package io.sluice.objects;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Runs requests to one bucket and turns failures into sentences. Thread-safe.
public final class ObjectRequests {
    private static final int NOT_FOUND = 404;

    private final String bucket;

    public ObjectRequests(String bucket) {
        this.bucket = bucket;
    }

    /// Runs the request.
    ///
    /// @param what a verb with its object, such as `write reports/acme/1.json`
    /// @param request must handle a missing object itself; its exception means a missing bucket here
    /// @throws ObjectStoreUnavailableException when the store or its bucket is unavailable, or refuses
    public <T> T run(String what, Supplier<T> request) {
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
        } catch (SdkException | UncheckedIOException unavailable) {
            // The HTTP client throws the second one when a connection breaks in the midst of a body.
            throw new ObjectStoreUnavailableException(
                    "the object store cannot %s in bucket %s: %s".formatted(what, bucket, unavailable.getMessage()),
                    unavailable);
        }
    }

    private ObjectStoreUnavailableException missingBucket(S3Exception cause) {
        return new ObjectStoreUnavailableException(
                "the object store has no bucket %s; create it or set sluice.objects.bucket".formatted(bucket), cause);
    }
}
