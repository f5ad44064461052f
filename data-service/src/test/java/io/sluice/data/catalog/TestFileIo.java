package io.sluice.data.catalog;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStore;
import java.io.Serial;
import java.net.URI;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads as an engine with credentials of the bucket does. A client of the catalogue makes it by its name.
public final class TestFileIo implements FileIO {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public InputFile newInputFile(String location) {
        var path = URI.create(location);
        try (var objects = S3Client.builder()
                .endpointOverride(URI.create(TestObjectStore.endpoint()))
                .forcePathStyle(true)
                .region(Region.of(EmbeddedObjectStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return new InMemoryInputFile(
                    location,
                    objects.getObjectAsBytes(request -> request.bucket(path.getHost())
                                    .key(path.getPath().substring(1)))
                            .asByteArray());
        }
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException(location);
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException(location);
    }
}
