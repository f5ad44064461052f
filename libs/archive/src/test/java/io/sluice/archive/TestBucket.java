package io.sluice.archive;

import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStore;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The real object store of the test run.
public final class TestBucket {
    public static final String NAME = EmbeddedObjectStore.BUCKET;

    private TestBucket() {}

    public static S3Client client() {
        return client(TestObjectStore.endpoint());
    }

    public static S3Client client(String endpoint) {
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
