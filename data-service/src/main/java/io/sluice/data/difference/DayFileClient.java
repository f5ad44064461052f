package io.sluice.data.difference;

import io.sluice.contracts.data.DataFile;
import io.sluice.objects.ObjectRequests;
import io.sluice.parquet.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reads the files of days in the bucket `sluice.objects.bucket`, each part with one request.
@ApplicationScoped
class DayFileClient implements DayFiles {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    DayFileClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    @Override
    public StoredFile open(DataFile file) {
        return new StoredFile() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public byte[] read(long from, int length) throws IOException {
                return DayFileClient.this.read(file.key(), from, length);
            }
        };
    }

    private byte[] read(String key, long from, int length) throws IOException {
        var found = requests.run("read " + key, () -> {
            try {
                return Optional.of(objects.getObjectAsBytes(request ->
                                request.bucket(bucket).key(key).range("bytes=%d-%d".formatted(from, from + length - 1)))
                        .asByteArrayUnsafe());
            } catch (NoSuchKeyException absent) {
                return Optional.<byte[]>empty();
            }
        });
        var bytes = found.orElseThrow(() -> new FileNotFoundException("there is no object " + key));
        if (bytes.length != length) {
            throw new EOFException(
                    "expected %d bytes of %s from %d but got %d".formatted(length, key, from, bytes.length));
        }
        return bytes;
    }
}
