package io.sluice.data.manifest;

import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads data files in the bucket `sluice.objects.bucket`. All methods block on the network.
@ApplicationScoped
class DataFileClient {
    private static final int UNSATISFIABLE = 416;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    DataFileClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// The size of a file in bytes; empty when there is no such file.
    OptionalLong size(String key) {
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

    /// All bytes of a file, or a part; empty when there is no such file.
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, ByteRange range) {
        return requests.run("read " + key, () -> {
            try {
                return Optional.of(objects.getObject(request -> {
                    request.bucket(bucket).key(key);
                    if (range instanceof ByteRange.Part(var first, var last)) {
                        request.range("bytes=%d-%d".formatted(first, last));
                    }
                }));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        });
    }

    /// The bytes that a header `Range` asks for; all of them when it is no single range; empty when there is
    /// no such file.
    ///
    /// @throws UnsatisfiableRangeException when the file has none of these bytes
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, @Nullable String range) {
        // The store knows the size. It gets no text that is no range: each store takes those its own way.
        var asked = ByteRange.of(range, Long.MAX_VALUE);
        if (asked instanceof ByteRange.Unsatisfiable) {
            throw new UnsatisfiableRangeException();
        }
        return requests.run("read " + key, () -> {
            try {
                return Optional.of(objects.getObject(request -> {
                    request.bucket(bucket).key(key);
                    if (asked instanceof ByteRange.Part) {
                        request.range(range);
                    }
                }));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            } catch (S3Exception refused) {
                if (refused.statusCode() == UNSATISFIABLE) {
                    throw new UnsatisfiableRangeException();
                }
                throw refused;
            }
        });
    }
}
