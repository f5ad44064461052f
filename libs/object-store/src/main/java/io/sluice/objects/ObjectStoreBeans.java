package io.sluice.objects;

import io.sluice.events.OutgoingTls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Makes the client of the object store. It trusts whom [OutgoingTls] trusts: the extension's own keys take
/// no PEM file.
final class ObjectStoreBeans {
    @Produces
    @ApplicationScoped
    S3Client client(S3ClientBuilder builder, OutgoingTls tls) {
        var connections = UrlConnectionHttpClient.builder();
        tls.trustManagers().ifPresent(trusted -> connections.tlsTrustManagersProvider(() -> trusted));
        return builder.httpClientBuilder(BrokenConnections.reportedBy(connections))
                .build();
    }

    void close(@Disposes S3Client client) {
        client.close();
    }
}
