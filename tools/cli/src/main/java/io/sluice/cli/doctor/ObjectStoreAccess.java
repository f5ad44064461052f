package io.sluice.cli.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/// The way to the object store.
///
/// @param keys without them the AWS default chain applies
record ObjectStoreAccess(
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<Keys> keys,
        String bucket,
        Authorities trusted,
        Duration limit) {

    /// Never printed.
    record Keys(String id, String secret) {
        @Override
        public String toString() {
            return "Keys";
        }
    }

    String place() {
        return endpoint.map(URI::toString).orElse("AWS " + region) + "/" + bucket;
    }

    S3Client open() {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(limit)
                        .socketTimeout(limit)
                        .tlsTrustManagersProvider(trusted::managers))
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .credentialsProvider(credentials())
                .overrideConfiguration(
                        // A store that refuses a put may close the connection before it has read the body.
                        client -> client.apiCallTimeout(limit)
                                .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                        .maxAttempts(3)
                                        .build()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return keys.<AwsCredentialsProvider>map(
                        pair -> StaticCredentialsProvider.create(AwsBasicCredentials.create(pair.id(), pair.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
