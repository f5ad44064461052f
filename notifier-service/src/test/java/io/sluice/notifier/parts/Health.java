package io.sluice.notifier.parts;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.ConfigProvider;

/// What the service says of its health.
public final class Health {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Health() {}

    /// @param question such as `ready`
    public static int status(String question) {
        return get("/q/health/" + question).statusCode();
    }

    /// Whether everything is as it should be.
    public static boolean isGood() {
        return get("/q/health").statusCode() == 200;
    }

    /// The sentence about one dependency.
    public static String of(String dependency) {
        try {
            for (JsonNode check :
                    SluiceJson.mapper().readTree(get("/q/health/ready").body()).path("checks")) {
                if (check.path("name").asText().equals("dependencies")) {
                    return check.path("data").path(dependency).asText();
                }
            }
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HttpResponse<String> get(String path) {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for health", stop);
        }
    }
}
