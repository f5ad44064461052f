package io.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.OutgoingTls;
import io.sluice.web.security.MissingServiceTokenException;
import io.sluice.web.security.ServiceToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/// Asks schema-service over HTTP, with the token of this service. Thread-safe; the methods block on the
/// network.
@ApplicationScoped
public class SchemaServiceRequests {
    private final SchemaServiceConfig config;
    private final ServiceToken token;
    private final HttpClient http;
    private final HttpClient measured;
    private final ObjectMapper json = SluiceJson.mapper();

    SchemaServiceRequests(SchemaServiceConfig config, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .sslContext(tls.context())
                .build();
        this.measured = MicrometerHttpClient.instrumentationBuilder(http, meters)
                .uriMapper(request -> withoutIds(request.uri().getPath()))
                .build();
    }

    /// Makes one request; any status is an answer.
    ///
    /// @param path with its query, e.g. `/v1/acme/sources/order/schema`
    /// @param knownEtag sent as `If-None-Match`
    /// @throws SchemaServiceUnavailableException if there is no answer, or no token to ask with
    public HttpResponse<byte[]> get(String path, Optional<String> knownEtag) {
        var request = HttpRequest.newBuilder(URI.create(config.url().toString().replaceAll("/+$", "") + path))
                .timeout(config.requestTimeout())
                .header("Accept", "application/json")
                .header("Authorization", authorization());
        knownEtag.ifPresent(etag -> request.header("If-None-Match", etag));
        return send(request.build());
    }

    /// The JSON of an answer.
    ///
    /// @param what for the failure, e.g. `schema`
    /// @throws SchemaServiceUnavailableException if it is none of that type
    public <T> T read(HttpResponse<byte[]> response, Class<T> type, String what) {
        try {
            return json.readValue(response.body(), type);
        } catch (JsonProcessingException unreadable) {
            throw new SchemaServiceUnavailableException(
                    "GET %s answered no %s: %s".formatted(response.uri(), what, unreadable.getOriginalMessage()),
                    unreadable);
        } catch (IOException unreadable) {
            throw new SchemaServiceUnavailableException(
                    "GET %s answered no %s".formatted(response.uri(), what), unreadable);
        }
    }

    /// A status that the caller has no use for.
    ///
    /// @param expected e.g. `200, 304 or 404`
    public SchemaServiceUnavailableException unexpected(HttpResponse<byte[]> response, String expected) {
        return new SchemaServiceUnavailableException(
                "expected %s but GET %s answered %d".formatted(expected, response.uri(), response.statusCode()), null);
    }

    private String authorization() {
        try {
            return token.authorization();
        } catch (MissingServiceTokenException missing) {
            throw new SchemaServiceUnavailableException(String.valueOf(missing.getMessage()), missing);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return measured.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new SchemaServiceUnavailableException(
                    "GET %s failed: %s".formatted(request.uri(), reason(failure)), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SchemaServiceUnavailableException("GET %s was interrupted".formatted(request.uri()), stop);
        }
    }

    /// For metrics, which name no tenant.
    private static String withoutIds(String path) {
        return path.replaceFirst("/(v1|internal/accounts)/[^/]+", "/$1/{accuid}")
                .replaceFirst("/sources/[^/]+", "/sources/{source_type}");
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
