package io.sluice.objects.data;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.upload.ObjectUpload;
import io.sluice.objects.upload.ObjectUploads;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// Data files in a bucket. Thread-safe.
public final class DataObjectClient implements DataObjects {
    private static final String CONTENT_TYPE = "application/vnd.apache.parquet";

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final ObjectUploads uploads;

    public DataObjectClient(S3Client objects, String bucket) {
        this(objects, bucket, new ObjectUploads(objects, bucket));
    }

    /// @param firstPartBytes of the memory of each object that is being written, as [ObjectUploads] says
    public DataObjectClient(S3Client objects, String bucket, int firstPartBytes) {
        this(objects, bucket, new ObjectUploads(objects, bucket, firstPartBytes));
    }

    private DataObjectClient(S3Client objects, String bucket, ObjectUploads uploads) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.uploads = uploads;
    }

    @Override
    public DataObject begin(String key) {
        return new Upload(uploads.begin(key, CONTENT_TYPE, Map.of()));
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private record Upload(ObjectUpload upload) implements DataObject {
        @Override
        public OutputStream content() {
            return upload.content();
        }

        @Override
        public void finish() {
            upload.finish();
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
