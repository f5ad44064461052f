package io.sluice.batch.killed;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Sends one batch after another, each until it is answered 200, through whatever happens to the service.
final class SendingClient implements Runnable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final Random random;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    SendingClient(String url, String token, long seed) {
        this.url = url;
        this.token = token;
        this.random = new Random(seed);
    }

    /// The checksums of all files, by the ids of their batches.
    Map<String, String> sent() {
        return Map.copyOf(sent);
    }

    /// Those of the files that were answered 200.
    Map<String, String> answered() {
        return Map.copyOf(answered);
    }

    /// Ends after the request that is under way.
    void stop() {
        stopped.set(true);
    }

    @Override
    public void run() {
        while (!stopped.get()) {
            var file = new byte[1 + random.nextInt(600_000)];
            random.nextBytes(file);
            send(UUID.randomUUID().toString(), file);
        }
    }

    private void send(String uuid, byte[] file) {
        var md5 = md5(file);
        sent.put(uuid, md5);
        while (!stopped.get()) {
            try {
                if (isSent(uuid, md5, file)) {
                    answered.put(uuid, md5);
                    return;
                }
            } catch (IOException killed) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean isSent(String uuid, String md5, byte[] file) throws IOException {
        var allocated = ask(request("/v2/batches/" + uuid)
                .PUT(BodyPublishers.ofString("{\"checksum\":\"%s\",\"size\":%d}".formatted(md5, file.length))));
        if (allocated.statusCode() > 201) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return false;
        }
        var document = json(allocated);
        if (!document.at("/status/code").asText().equals("uploading")) {
            // An upload without an answer had stored it.
            return true;
        }
        var uploaded = ask(
                HttpRequest.newBuilder(URI.create(document.at("/location/href").asText()))
                        .PUT(BodyPublishers.ofByteArray(file)));
        return uploaded.statusCode() == 200;
    }

    /// The state of a batch.
    String code(String uuid) throws IOException {
        return json(ask(request("/v2/batches/" + uuid).GET()))
                .at("/status/code")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interruption));
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return SluiceJson.mapper().readTree(answer.body());
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
