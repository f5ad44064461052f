package io.sluice.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// A program that reads the data sets of an account: it asks for the manifest of a day and fetches the files
/// that it names. It asks again after 503 and after a broken connection, for three minutes. Thread-safe.
public final class DataSets {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration UNAVAILABLE_LIMIT = Duration.ofMinutes(3);

    private final Api api;
    private final String sources;

    /// @param api with a token that may read the account's data
    public DataSets(Api api, String accountId) {
        this.api = api;
        this.sources = "/v1/" + accountId + "/sources/";
    }

    /// The manifest of a day.
    public Answer day(String sourceType, String date) {
        return get(sourceType + "/data?date=" + date);
    }

    /// The manifest of an older version of a day.
    public Answer day(String sourceType, String date, String snapshotId) {
        return get("%s/data?date=%s&snapshot_id=%s".formatted(sourceType, date, snapshotId));
    }

    /// The days that there are, newest first.
    public Answer days(String sourceType) {
        return get(sourceType + "/data/days");
    }

    private Answer get(String path) {
        return answered("GET " + path, () -> api.get(sources + path), Answer::status);
    }

    /// Sends a request to a signed address, which needs no token.
    public static HttpResponse<byte[]> send(String method, String href, Map<String, String> headers) {
        var builder = HttpRequest.newBuilder(URI.create(href))
                .timeout(REQUEST_LIMIT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(builder::header);
        var request = builder.build();
        return answered(method + " " + request.uri().getPath(), () -> once(request), HttpResponse::statusCode);
    }

    private static <T> T answered(String request, Supplier<T> ask, ToIntFunction<T> status) {
        return Until.seen("another answer than 503 to " + request, UNAVAILABLE_LIMIT, () -> {
            try {
                return Optional.of(ask.get()).filter(answer -> status.applyAsInt(answer) != 503);
            } catch (UncheckedIOException broken) {
                return Optional.empty();
            }
        });
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

    /// Fetches the files of a manifest into new files of the folder.
    ///
    /// @throws IllegalStateException if a file is not as the manifest says
    public static List<Path> fetch(JsonNode manifest, Path folder) {
        var fetched = new ArrayList<Path>();
        for (JsonNode file : manifest.path("files")) {
            var answer = send("GET", file.path("href").asText(), Map.of());
            if (answer.statusCode() != 200
                    || answer.body().length != file.path("size").asLong()
                    || !sha256(answer.body()).equals(file.path("sha256").asText())) {
                throw new IllegalStateException("the answer %d with %d bytes is not the file of the manifest: %s"
                        .formatted(answer.statusCode(), answer.body().length, file));
            }
            try {
                fetched.add(Files.write(Files.createTempFile(folder, "day-", ".parquet"), answer.body()));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
        return fetched;
    }

    /// In lower-case hex.
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
