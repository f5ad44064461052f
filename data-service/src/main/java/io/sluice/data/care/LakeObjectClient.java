package io.sluice.data.care;

import io.sluice.objects.ObjectRequests;
import io.sluice.objects.StoreClock;
import io.sluice.objects.upload.ObjectUploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/// Lists and removes objects in the bucket `sluice.objects.bucket`.
@ApplicationScoped
class LakeObjectClient implements LakeObjects {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final StoreClock clock;
    private final ObjectUploads uploads;

    LakeObjectClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.clock = new StoreClock(objects, bucket);
        this.uploads = new ObjectUploads(objects, bucket);
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public List<String> folders(String prefix) {
        return requests.run(
                "list " + prefix,
                () -> objects
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(CommonPrefix::prefix)
                        .toList());
    }

    @Override
    public void list(String prefix, Consumer<List<StoredObject>> reader) {
        var after = "";
        List<StoredObject> page;
        do {
            page = page(prefix, after);
            reader.accept(page);
            after = page.isEmpty() ? "" : page.getLast().key();
        } while (!page.isEmpty());
    }

    private List<StoredObject> page(String prefix, String after) {
        return requests.run(
                "list " + prefix,
                () -> objects
                        .listObjectsV2(request ->
                                request.bucket(bucket).prefix(prefix).startAfter(after.isEmpty() ? null : after))
                        .contents()
                        .stream()
                        .map(object -> new StoredObject(object.key(), object.size(), object.lastModified()))
                        .toList());
    }

    @Override
    public int removeUnfinished(Duration age, String prefix) {
        return uploads.abortOlderThan(age, prefix);
    }

    @Override
    public void remove(String key) {
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }
}
