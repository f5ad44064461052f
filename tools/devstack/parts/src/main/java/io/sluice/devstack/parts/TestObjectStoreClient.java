package io.sluice.devstack.parts;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes clients of the object store that tests use.
public final class TestObjectStoreClient {

    private TestObjectStoreClient() {}

    /// A client of the test run's store. The caller closes it.
    public static S3Client make() {
        return make(TestObjectStore.endpoint());
    }

    /// The same for another endpoint, such as `http://127.0.0.1:1`, where there is no store.
    public static S3Client make(String endpoint) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .region(Region.of(EmbeddedObjectStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
