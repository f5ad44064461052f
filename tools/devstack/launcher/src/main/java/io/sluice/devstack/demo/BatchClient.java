package io.sluice.devstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A program that sends batches of an account, as clients of the Sitecore CDP Batch API do. It asks again
/// after 503, for a minute. Thread-safe.
public final class BatchClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration UNAVAILABLE_LIMIT = Duration.ofSeconds(60);
    private static final Set<String> ENDS = Set.of("success", "error", "corrupted");

    private final URI base;
    private final String credentials;
    private final boolean asksAgain;

    private BatchClient(URI base, String credentials, boolean asksAgain) {
        this.base = base;
        this.credentials = credentials;
        this.asksAgain = asksAgain;
    }

    /// A client with the account's client key and one of its tokens.
    ///
    /// @param base the address of the gateway
    public static BatchClient basic(URI base, String clientKey, String token) {
        return new BatchClient(
                base,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((clientKey + ":" + token).getBytes(StandardCharsets.UTF_8)),
                true);
    }

    /// A client with a token alone.
    public static BatchClient bearer(URI base, String token) {
        return new BatchClient(base, "Bearer " + token, true);
    }

    /// The same client, but the first answer counts, even 503.
    public BatchClient askingOnce() {
        return new BatchClient(base, credentials, false);
    }

    /// An answer.
    ///
    /// @param json an empty object if the body is no JSON
    /// @param retryAfter how long its header asks to wait, if there is one
    public record Answer(int status, String body, JsonNode json, Optional<Duration> retryAfter) {

        /// Returns this answer if it has the status; otherwise throws with the actual status and body.
        public Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException(
                        "the API answered %d, expected %d: %s".formatted(status, expected, body));
            }
            return this;
        }
    }

    /// The file of a batch: these lines in gzip.
    public static byte[] file(List<String> lines) {
        var file = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(file)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    /// Announces the file under that id.
    public Answer allocate(UUID uuid, byte[] file) {
        return send(request("/v2/batches/" + uuid)
                .PUT(BodyPublishers.ofString("{\"checksum\": \"%s\", \"size\": %d}"
                        .formatted(HexFormat.of().formatHex(md5(file)), file.length))));
    }

    /// Sends the file to the address that the allocation answered. It needs no other credential.
    public Answer upload(Answer allocated, byte[] file) {
        return send(HttpRequest.newBuilder(
                        URI.create(allocated.json().at("/location/href").asText()))
                .header("x-amz-server-side-encryption", "AES256")
                .header("Content-Md5", Base64.getEncoder().encodeToString(md5(file)))
                .PUT(BodyPublishers.ofByteArray(file)));
    }

    /// Allocates and uploads; returns the batch's new id.
    public UUID put(byte[] file) {
        var uuid = UUID.randomUUID();
        upload(allocate(uuid, file).expect(201), file).expect(200);
        return uuid;
    }

    /// The batch.
    public Answer status(UUID uuid) {
        return get("/v2/batches/" + uuid);
    }

    /// A GET of that path and query.
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /// The batch, once its state is final.
    public JsonNode awaitEnd(UUID uuid, Duration limit) {
        return Until.seen(
                "the end of batch " + uuid,
                limit,
                () -> Optional.of(status(uuid).json())
                        .filter(batch -> ENDS.contains(batch.at("/status/code").asText())));
    }

    /// The lines of its log.
    public List<JsonNode> log(JsonNode batch) {
        HttpResponse<byte[]> answer =
                ask(HttpRequest.newBuilder(URI.create(batch.at("/status/log").asText()))
                        .GET());
        try (var lines = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(BatchClient::json)
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(
                    "the log of the batch is no gzip file; its status is " + answer.statusCode(), cause);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", credentials);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<byte[]> answer = ask(request);
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return new Answer(
                answer.statusCode(),
                body,
                type.contains("json") ? json(body) : JSON.createObjectNode(),
                answer.headers().firstValue("Retry-After").map(Long::valueOf).map(Duration::ofSeconds));
    }

    private HttpResponse<byte[]> ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(REQUEST_LIMIT).build();
        return asksAgain
                ? Until.seen(
                        "another answer than 503 to %s %s".formatted(request.method(), request.uri()),
                        UNAVAILABLE_LIMIT,
                        () -> Optional.of(once(request)).filter(answer -> answer.statusCode() != 503))
                : once(request);
    }

    private static HttpResponse<byte[]> once(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException cause) {
            throw new UncheckedIOException("%s %s failed: %s".formatted(request.method(), request.uri(), cause), cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + request.method() + " " + request.uri(), interruption);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
