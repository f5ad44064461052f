package io.sluice.objects.upload;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.ObjectStoreUnavailableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Copies objects inside one bucket; the store moves the bytes. Thread-safe.
///
/// A request copies 256 MiB at most, because its answer comes when all bytes are copied; no store copies more
/// than 5 GiB in one request. A larger object is copied in parts, and the copy is there once they are joined.
/// What a killed process leaves of them stays until [ObjectUploads#abortOlderThan].
public final class ObjectCopies {
    private static final long MOST_BYTES = 256L << 20;
    private static final int NOT_FOUND = 404;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final long mostBytes;

    public ObjectCopies(S3Client objects, String bucket) {
        this(objects, bucket, MOST_BYTES);
    }

    /// @param mostBytes that one request copies, at least 5 MiB
    ObjectCopies(S3Client objects, String bucket, long mostBytes) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.mostBytes = mostBytes;
    }

    /// Replaces an object at once by a copy of another one, with its content type and metadata.
    ///
    /// @param from an object that is never replaced, only removed
    /// @param size of that object in bytes
    /// @return whether there is an object to copy
    /// @throws ObjectStoreUnavailableException when the store does not serve the requests
    public boolean copy(String from, long size, String to) {
        return requests.run("copy to " + to, () -> {
            try {
                if (size <= mostBytes) {
                    copyAtOnce(from, to);
                } else {
                    copyInParts(from, size, to);
                }
                return true;
            } catch (NoSuchUploadException gone) {
                // Or joined them, and its answer was lost: what lies there may as well be an older copy.
                throw new ObjectStoreUnavailableException(
                        "the object store has lost the parts of %s, write it again".formatted(to), gone);
            } catch (S3Exception refused) {
                if (refused.statusCode() == NOT_FOUND) {
                    return false;
                }
                throw refused;
            }
        });
    }

    private void copyAtOnce(String from, String to) {
        objects.copyObject(request -> request.sourceBucket(bucket)
                .sourceKey(from)
                .destinationBucket(bucket)
                .destinationKey(to));
    }

    private void copyInParts(String from, long size, String to) {
        var original = objects.headObject(request -> request.bucket(bucket).key(from));
        var parts = new PartUploadClient(objects, bucket, to, original.contentType(), original.metadata());
        var isFinished = false;
        try {
            int number = 0;
            for (long at = 0; at < size; at += mostBytes) {
                parts.copy(++number, from, at, Math.min(size, at + mostBytes));
            }
            parts.join();
            isFinished = true;
        } finally {
            if (!isFinished) {
                parts.discard();
            }
        }
    }
}
