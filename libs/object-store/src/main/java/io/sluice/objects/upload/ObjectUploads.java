package io.sluice.objects.upload;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.StoreClock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/// Begins uploads to one bucket, and ends those of killed processes. Thread-safe.
public final class ObjectUploads {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final int firstPartBytes;

    public ObjectUploads(S3Client objects, String bucket) {
        this(objects, bucket, MultipartOutputStream.FIRST_PART_BYTES);
    }

    /// @param firstPartBytes of the memory of each upload; 8 MiB where memory is not short, at least 5 MiB
    public ObjectUploads(S3Client objects, String bucket, int firstPartBytes) {
        this.objects = objects;
        this.bucket = bucket;
        this.firstPartBytes = firstPartBytes;
        this.requests = new ObjectRequests(bucket);
    }

    /// Begins to write an object; sends nothing yet.
    ///
    /// @param metadata of the object
    public ObjectUpload begin(String key, String contentType, Map<String, String> metadata) {
        return new ObjectUpload(
                new PartUploadClient(objects, bucket, key, contentType, metadata), key, requests, firstPartBytes);
    }

    /// Removes the parts of uploads below a prefix that began so long ago, by the store's clock, that nobody
    /// ends them.
    ///
    /// @param prefix e.g. `lake/`
    /// @return how many uploads there were
    /// @throws io.sluice.objects.ObjectStoreUnavailableException when the store does not answer
    public int abortOlderThan(Duration age, String prefix) {
        var latest = new StoreClock(objects, bucket).now().minus(age);
        var left =
                requests.run(
                        "list unfinished uploads",
                        () -> objects
                                .listMultipartUploadsPaginator(
                                        request -> request.bucket(bucket).prefix(prefix))
                                .uploads()
                                .stream()
                                .filter(upload -> upload.initiated() != null
                                        && upload.initiated().isBefore(latest))
                                .toList());
        left.forEach(this::abort);
        return left.size();
    }

    private void abort(MultipartUpload left) {
        requests.run("abort an upload of " + left.key(), () -> {
            try {
                objects.abortMultipartUpload(
                        request -> request.bucket(bucket).key(left.key()).uploadId(left.uploadId()));
            } catch (NoSuchUploadException gone) {
                // Another instance was faster, or its writer finished it.
            }
            return left;
        });
    }
}
