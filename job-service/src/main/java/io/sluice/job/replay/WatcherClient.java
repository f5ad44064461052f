package io.sluice.job.replay;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.OutgoingTls;
import io.sluice.events.log.Log;
import io.sluice.job.watcher.WatcherConfig;
import io.sluice.web.security.MissingServiceTokenException;
import io.sluice.web.security.ServiceToken;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionException;

/// Asks sftp-watcher for replays over HTTP.
@ApplicationScoped
class WatcherClient implements FileReplays {
    private static final Log LOG = Log.of(WatcherClient.class);
    private static final String PATH = "/internal/replays";
    private static final Answer UNAVAILABLE =
            new Answer.Refused(503, "The files cannot be reached at present. Try again in a moment.");

    private final WatcherConfig config;
    private final ServiceToken token;
    private final HttpClient http;
    private final HttpClient measured;
    private final ObjectMapper json = SluiceJson.mapper();

    WatcherClient(WatcherConfig config, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .sslContext(tls.context())
                .build();
        this.measured = MicrometerHttpClient.instrumentationBuilder(http, meters)
                .uriMapper(request -> PATH)
                .build();
    }

    @Override
    public Uni<Answer> replay(ReplayRequest request) {
        return Uni.createFrom()
                .completionStage(() -> measured.sendAsync(http(request), BodyHandlers.ofByteArray()))
                .map(this::answer)
                // A failed TLS handshake comes wrapped twice, and one wrap is gone here.
                .onFailure(CompletionException.class)
                .transform(WatcherClient::unwrapped)
                .onFailure(failure -> failure instanceof IOException
                        || failure instanceof UncheckedIOException
                        || failure instanceof MissingServiceTokenException)
                .recoverWithItem(failure -> {
                    LOG.warn("sftp-watcher cannot be asked for a replay", job(request.job()), cause(failure));
                    return UNAVAILABLE;
                });
    }

    private static Throwable unwrapped(Throwable failure) {
        var inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private HttpRequest http(ReplayRequest request) {
        return HttpRequest.newBuilder(URI.create(config.url().toString().replaceAll("/+$", "") + PATH))
                .timeout(config.requestTimeout())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", token.authorization())
                .POST(BodyPublishers.ofByteArray(write(request)))
                .build();
    }

    private Answer answer(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 202 -> new Answer.Claimed(claim(response.body()));
            case 404, 409, 503 -> new Answer.Refused(response.statusCode(), detail(response.body()));
            default -> {
                LOG.error(
                        "sftp-watcher refuses to replay; check sluice.watcher.url and sluice.service-token",
                        field("status", response.statusCode()));
                yield UNAVAILABLE;
            }
        };
    }

    private byte[] write(ReplayRequest request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a request for a replay can always be written", impossible);
        }
    }

    private UploadClaimed claim(byte[] body) {
        try {
            return json.readValue(body, UploadClaimed.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("sftp-watcher answered no claim", unreadable);
        }
    }

    private String detail(byte[] body) {
        try {
            return json.readTree(body).path("detail").asText();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("sftp-watcher answered no problem", unreadable);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
