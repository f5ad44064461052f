package io.sluice.devstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A client of the HTTP API with one token. Thread-safe.
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;
    private final String token;

    /// An empty token sends none.
    public Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// An answer; `json` is a missing node if the body is no JSON.
    public record Answer(int status, String contentType, String body, JsonNode json) {

        /// Returns this answer if it has the status; otherwise throws with the actual status and body.
        public Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("the API answered " + status + ", expected " + expected + ": " + body);
            }
            return this;
        }
    }

    public Answer get(String path) {
        return get(path, "application/json");
    }

    /// A GET that prefers the media type.
    public Answer get(String path, String accept) {
        return send("GET", path, BodyPublishers.noBody(), "application/json", accept);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofString(text(body)), "application/json", "application/json");
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, BodyPublishers.ofString(text(body)), "application/json", "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "application/json", "application/json");
    }

    /// Any other request.
    public Answer send(String method, String path, BodyPublisher body, String contentType, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", accept)
                .header("Content-Type", contentType)
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Answer(answer.statusCode(), type, answer.body(), json(type, answer.body()));
        } catch (IOException cause) {
            throw new UncheckedIOException(method + " " + base.resolve(path) + " failed: " + cause, cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, interruption);
        }
    }

    /// JSON with line breaks and indents.
    static String pretty(JsonNode json) {
        return json.toPrettyString();
    }

    private static JsonNode json(String type, String body) throws JsonProcessingException {
        return type.contains("json") && !body.isEmpty() ? JSON.readTree(body) : MissingNode.getInstance();
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
