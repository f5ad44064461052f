package io.sluice.notifier.parts;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.fixtures.http.ManagementPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// What the service says of its health.
public final class Health {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Health() {}

    /// The status of the answer to a question such as `ready`.
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
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(ManagementPort.url(path))).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for health", stop);
        }
    }
}
