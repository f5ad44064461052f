package io.sluice.validator.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
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

/// Fetches schemas from schema-service over HTTP.
@ApplicationScoped
class SchemaServiceClient implements SchemaFetch {
    private final SchemaServiceConfig config;
    private final ServiceToken token;
    private final HttpClient http;
    private final HttpClient measured;
    private final ObjectMapper json = SluiceJson.mapper();

    SchemaServiceClient(SchemaServiceConfig config, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .sslContext(tls.context())
                .build();
        this.measured = MicrometerHttpClient.instrumentationBuilder(http, meters)
                .uriMapper(request -> "/v1/{accuid}/sources/{source_type}/schema")
                .build();
    }

    @Override
    public SchemaResponse fetch(AccountId account, SourceType source, Optional<String> knownEtag) {
        var uri = URI.create(
                "%s/v1/%s/sources/%s/schema".formatted(config.url().toString().replaceAll("/+$", ""), account, source));
        var request = HttpRequest.newBuilder(uri)
                .timeout(config.requestTimeout())
                .header("Accept", "application/json")
                .header("Authorization", authorization());
        knownEtag.ifPresent(etag -> request.header("If-None-Match", etag));
        var response = send(request.build());
        return switch (response.statusCode()) {
            case 200 ->
                new SchemaResponse.Current(
                        read(uri, response.body()), response.headers().firstValue("ETag"));
            case 304 -> new SchemaResponse.Unchanged();
            case 404, 410 -> new SchemaResponse.NotFound();
            default ->
                throw new SchemaServiceUnavailableException(
                        "expected 200, 304 or 404 but GET %s answered %d".formatted(uri, response.statusCode()), null);
        };
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

    private SchemaDocument read(URI uri, byte[] body) {
        try {
            return json.readValue(body, SchemaDocument.class);
        } catch (JsonProcessingException unreadable) {
            throw new SchemaServiceUnavailableException(
                    "GET %s answered no schema: %s".formatted(uri, unreadable.getOriginalMessage()), unreadable);
        } catch (IOException unreadable) {
            throw new SchemaServiceUnavailableException("GET %s answered no schema".formatted(uri), unreadable);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
