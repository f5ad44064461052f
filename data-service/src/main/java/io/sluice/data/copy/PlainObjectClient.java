package io.sluice.data.copy;

import io.sluice.contracts.data.DataFile;
import io.sluice.objects.ObjectRequests;
import io.sluice.objects.upload.ObjectCopies;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/// Copies and removes objects in the bucket `sluice.objects.bucket`.
@ApplicationScoped
class PlainObjectClient implements PlainObjects {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final ObjectCopies copies;

    PlainObjectClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.copies = new ObjectCopies(objects, bucket);
    }

    @Override
    public boolean copy(DataFile from, String to) {
        return copies.copy(from.key(), from.size(), to);
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }
}
