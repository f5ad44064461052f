package io.sluice.data.snapshot;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.upload.ObjectUpload;
import io.sluice.objects.upload.ObjectUploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/// Writes the files of snapshots to the bucket `sluice.objects.bucket`.
@ApplicationScoped
class SnapshotObjectClient implements SnapshotObjects {
    private static final String CONTENT_TYPE = "application/vnd.apache.parquet";

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final ObjectUploads uploads;

    SnapshotObjectClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.uploads = new ObjectUploads(objects, bucket);
    }

    @Override
    public SnapshotObject begin(String key) {
        return new Upload(uploads.begin(key, CONTENT_TYPE, Map.of()));
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private record Upload(ObjectUpload upload) implements SnapshotObject {
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
