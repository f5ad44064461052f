package io.sluice.web.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.OutgoingTls;
import io.sluice.web.security.MissingServiceTokenException;
import io.sluice.web.security.ServiceToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/// Asks one service over HTTP, with the token of this service. Thread-safe; the methods block on the network.
///
/// Each method throws the exception of its [ServiceAddress#unavailable] if there is no usable answer.
public final class ServiceRequests implements AutoCloseable {
    private static final int LONGEST_DETAIL = 1_000;

    private final ServiceAddress address;
    private final ServiceToken token;
    private final HttpClient http;
    private final HttpClient measured;
    private final ObjectMapper json = SluiceJson.mapper();

    public ServiceRequests(ServiceAddress address, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.address = address;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(address.connectTimeout())
                .sslContext(tls.context())
                .build();
        this.measured = MicrometerHttpClient.instrumentationBuilder(http, meters)
                .uriMapper(request -> address.withoutIds().apply(request.uri().getPath()))
                .build();
    }

    /// Makes one request; any status is an answer.
    ///
    /// @param path with its query, e.g. `/v1/acme/sources/order/schema`
    /// @param knownEtag sent as `If-None-Match`
    public HttpResponse<byte[]> get(String path, Optional<String> knownEtag) {
        var request = request(path).GET();
        knownEtag.ifPresent(etag -> request.header("If-None-Match", etag));
        return send(request.build());
    }

    /// Sends a document as JSON; any status is an answer.
    public HttpResponse<byte[]> put(String path, Object document) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(write(document)))
                .build());
    }

    /// The JSON of an answer.
    ///
    /// @param what for the failure, e.g. `schema`
    public <T> T read(HttpResponse<byte[]> response, Class<T> type, String what) {
        try {
            return json.readValue(response.body(), type);
        } catch (JsonProcessingException unreadable) {
            throw address.unavailable()
                    .apply(
                            "%s answered no %s: %s".formatted(asked(response), what, unreadable.getOriginalMessage()),
                            unreadable);
        } catch (IOException unreadable) {
            throw address.unavailable().apply("%s answered no %s".formatted(asked(response), what), unreadable);
        }
    }

    /// A status that the caller has no use for, with the detail of a problem (RFC 9457).
    ///
    /// @param expected e.g. `200, 304 or 404`
    public RuntimeException unexpected(HttpResponse<byte[]> response, String expected) {
        return address.unavailable()
                .apply(
                        "expected %s but %s answered %d%s"
                                .formatted(expected, asked(response), response.statusCode(), detail(response)),
                        null);
    }

    private String detail(HttpResponse<byte[]> response) {
        var isProblem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        try {
            var text = isProblem ? json.readTree(response.body()).path("detail").asText() : "";
            return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), LONGEST_DETAIL));
        } catch (IOException unreadable) {
            return ", a problem that cannot be read";
        }
    }

    private static String asked(HttpResponse<byte[]> response) {
        return response.request().method() + " " + response.uri();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(address.requestTimeout())
                .header("Accept", "application/json")
                .header("Authorization", authorization());
    }

    private String authorization() {
        try {
            return token.authorization();
        } catch (MissingServiceTokenException missing) {
            throw address.unavailable().apply(String.valueOf(missing.getMessage()), missing);
        }
    }

    private byte[] write(Object document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(
                    "a %s cannot be written as JSON"
                            .formatted(document.getClass().getSimpleName()),
                    unwritable);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return measured.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw address.unavailable()
                    .apply("%s %s failed: %s".formatted(request.method(), request.uri(), reason(failure)), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw address.unavailable().apply("%s %s was interrupted".formatted(request.method(), request.uri()), stop);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /// Ends requests under way.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
