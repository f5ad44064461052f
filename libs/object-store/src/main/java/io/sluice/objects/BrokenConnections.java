package io.sluice.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/// Lets the S3 client repeat a request whose connection broke before the answer.
///
/// A store may close an idle connection in the moment in which the client takes it for its next request.
/// While the client waits for leave to send a body (`Expect: 100-continue`, RFC 9110 section 10.1.1),
/// [UrlConnectionHttpClient] reports that as an [UncheckedIOException], and the S3 client repeats a request
/// only after an [IOException].
final class BrokenConnections implements SdkHttpClient {
    private final SdkHttpClient connections;

    private BrokenConnections(SdkHttpClient connections) {
        this.connections = connections;
    }

    /// A builder of clients that do what those of this builder do, and report broken connections in the way
    /// that leads to a repetition.
    static SdkHttpClient.Builder<?> reportedBy(UrlConnectionHttpClient.Builder builder) {
        return new Builder(builder);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Request(connections.prepareRequest(request));
    }

    @Override
    public String clientName() {
        return connections.clientName();
    }

    @Override
    public void close() {
        connections.close();
    }

    private record Builder(UrlConnectionHttpClient.Builder connections) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new BrokenConnections(connections.buildWithDefaults(defaults));
        }
    }

    private record Request(ExecutableHttpRequest request) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return request.call();
            } catch (UncheckedIOException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
