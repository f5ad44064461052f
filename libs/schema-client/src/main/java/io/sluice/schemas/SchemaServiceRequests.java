package io.sluice.schemas;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.events.OutgoingTls;
import io.sluice.web.client.ServiceAddress;
import io.sluice.web.client.ServiceRequests;
import io.sluice.web.security.ServiceToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpResponse;
import java.util.Optional;

/// Asks schema-service over HTTP, with the token of this service. Thread-safe; the methods block on the
/// network.
@ApplicationScoped
public class SchemaServiceRequests {
    private final ServiceRequests requests;

    SchemaServiceRequests(SchemaServiceConfig config, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.requests = new ServiceRequests(
                new ServiceAddress(
                        config.url(),
                        config.connectTimeout(),
                        config.requestTimeout(),
                        SchemaServiceRequests::withoutIds,
                        SchemaServiceUnavailableException::new),
                token,
                tls,
                meters);
    }

    /// Makes one request; any status is an answer.
    ///
    /// @param path with its query, e.g. `/v1/acme/sources/order/schema`
    /// @param knownEtag sent as `If-None-Match`
    /// @throws SchemaServiceUnavailableException if there is no answer, or no token to ask with
    public HttpResponse<byte[]> get(String path, Optional<String> knownEtag) {
        return requests.get(path, knownEtag);
    }

    /// The JSON of an answer.
    ///
    /// @param what for the failure, e.g. `schema`
    /// @throws SchemaServiceUnavailableException if it is none of that type
    public <T> T read(HttpResponse<byte[]> response, Class<T> type, String what) {
        return requests.read(response, type, what);
    }

    /// A status that the caller has no use for.
    ///
    /// @param expected e.g. `200, 304 or 404`
    /// @return a [SchemaServiceUnavailableException]
    public RuntimeException unexpected(HttpResponse<byte[]> response, String expected) {
        return requests.unexpected(response, expected);
    }

    /// For metrics, which name no tenant, and whose labels have few values.
    private static String withoutIds(String path) {
        return path.replaceFirst("/(v1|internal/accounts)/[^/]+", "/$1/{accuid}")
                .replaceFirst("/sources/[^/]+", "/sources/{source_type}")
                .replaceFirst("/versions/[^/]+", "/versions/{version}");
    }

    @PreDestroy
    void close() {
        requests.close();
    }
}
