package io.sluice.data.catalog;

import io.restassured.RestAssured;
import java.io.Serial;
import java.net.URI;
import java.util.Map;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads as an engine does that has nothing but what the catalogue gave with the table. A client of the
/// catalogue makes it by its name.
public final class TestFileIo implements FileIO {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Iceberg sends such objects to other processes; this one stays here.
    private transient Map<String, String> properties = Map.of();

    @Override
    public void initialize(Map<String, String> ofTable) {
        properties = Map.copyOf(ofTable);
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String location) {
        try (var objects = client(properties)) {
            return new InMemoryInputFile(location, read(objects, location));
        }
    }

    static byte[] read(S3Client objects, String location) {
        var path = URI.create(location);
        return objects.getObjectAsBytes(request ->
                        request.bucket(path.getHost()).key(path.getPath().substring(1)))
                .asByteArray();
    }

    /// A client of S3 with the credentials of a table; the service's public address is that of the test.
    static S3Client client(Map<String, String> credentials) {
        var endpoint = property(credentials, "s3.endpoint")
                .replace("http://data.example.com/", "http://127.0.0.1:%d/".formatted(RestAssured.port));
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(Boolean.valueOf(property(credentials, "s3.path-style-access")))
                .region(Region.of(property(credentials, "client.region")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        property(credentials, "s3.access-key-id"),
                        property(credentials, "s3.secret-access-key"),
                        property(credentials, "s3.session-token"))))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static String property(Map<String, String> credentials, String name) {
        var value = credentials.get(name);
        if (value == null) {
            throw new IllegalStateException("the catalogue gave no " + name);
        }
        return value;
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
