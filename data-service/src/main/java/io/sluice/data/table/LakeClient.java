package io.sluice.data.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.iceberg.exceptions.NotFoundException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reads and writes the metadata of tables in the bucket `sluice.objects.bucket`. What was read or written
/// last stays in memory: the next commit of the same table needs it again.
@ApplicationScoped
class LakeClient implements LakeFiles {
    private static final int CACHE_BYTES = 16 << 20;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final DataSetMetrics metrics;
    private final Cache<String, byte[]> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String location, byte[] content) -> content.length + location.length())
            .build();

    LakeClient(
            S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket, DataSetMetrics metrics) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
        this.metrics = metrics;
    }

    @Override
    public String location(String key) {
        return "s3://%s/%s".formatted(bucket, key);
    }

    @Override
    public byte[] read(String location) {
        var known = cache.getIfPresent(location);
        if (known != null) {
            return known;
        }
        var key = key(location);
        var content = requests.run("read " + key, () -> content(key));
        cache.put(location, content);
        return content;
    }

    private byte[] content(String key) {
        try {
            return objects.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArrayUnsafe();
        } catch (NoSuchKeyException absent) {
            throw new NotFoundException(absent, "there is no object %s in bucket %s", key, bucket);
        }
    }

    @Override
    public void write(String location, byte[] content) {
        var key = key(location);
        requests.run(
                "write " + key,
                () -> objects.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content)));
        cache.put(location, content);
        metrics.metadataWritten(content.length);
    }

    @Override
    public OptionalLong size(String key) {
        return requests.run("look up " + key, () -> {
            try {
                return OptionalLong.of(
                        objects.headObject(request -> request.bucket(bucket).key(key))
                                .contentLength());
            } catch (NoSuchKeyException absent) {
                return OptionalLong.empty();
            }
        });
    }

    @Override
    public String key(String location) {
        var root = location("");
        if (!location.startsWith(root)) {
            throw new IllegalArgumentException("expected a location below %s but got %s".formatted(root, location));
        }
        return location.substring(root.length());
    }
}
