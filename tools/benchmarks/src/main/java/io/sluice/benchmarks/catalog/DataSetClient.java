package io.sluice.benchmarks.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.benchmarks.batches.DataService;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// Asks data-service as the validator does, and as a tenant's engine does. Thread-safe.
final class DataSetClient implements AutoCloseable {
    private static final byte[] FILE = new byte[3_000];
    private static final String SHA256 = "0".repeat(64);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DataService service;
    private final ObjectMapper json = SluiceJson.mapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong jobs = new AtomicLong(System.currentTimeMillis());
    private final String validator;

    DataSetClient(DataService service) throws IOException {
        this.service = service;
        this.validator = token(Map.of("groups", List.of("validator-service")));
    }

    /// Lays a file of a new job, for [#swap]. Its content is no Parquet: data-service does not look inside.
    DaySwap lay(AccountId account, SourceType source, LocalDate day) throws IOException {
        var job = new JobRef(
                JobId.at(jobs.incrementAndGet()), account, source, new DataDate(day), "day_%s.csv".formatted(source));
        var file = service.place(DataKeys.dayFile(job, "0a1b2c3d"));
        Files.createDirectories(file.getParent());
        Files.write(file, FILE);
        return new DaySwap(
                job, 1, Optional.of(new DataFile(DataKeys.dayFile(job, "0a1b2c3d"), FILE.length, SHA256, 100)));
    }

    /// Returns when the swap is committed, with the seconds that it took.
    double swap(DaySwap swap) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        send(HttpRequest.newBuilder(URI.create(
                        service.url() + "/internal/data/" + swap.job().key()))
                .header("Authorization", "Bearer " + validator)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json.writeValueAsString(swap))));
        return (System.nanoTime() - begin) / 1e9;
    }

    /// A tenant's request below `/iceberg/v1/<accuid>/namespaces/<accuid>/tables`.
    ///
    /// @return the seconds that the answer took
    double tables(String token, AccountId account, String below) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        send(HttpRequest.newBuilder(URI.create(
                        "%s/iceberg/v1/%s/namespaces/%s/tables%s".formatted(service.url(), account, account, below)))
                .header("Authorization", "Bearer " + token));
        return (System.nanoTime() - begin) / 1e9;
    }

    /// Waits until the service knows the account.
    void awaitKnown(String token, AccountId account) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                tables(token, account, "");
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("data-service does not know account " + account, notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "%s was answered with %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
    }

    /// A tenant's token.
    String tenant(AccountId account) throws IOException {
        return token(Map.of("groups", List.of("tenant"), "accuid", account.value(), "scope", "data"));
    }

    private String token(Map<String, Object> more) throws IOException {
        var now = System.currentTimeMillis() / 1_000;
        var claims = new TreeMap<String, Object>(Map.of(
                "iss",
                "https://sluice.local",
                "aud",
                "sluice",
                "upn",
                "bench",
                "jti",
                "bench",
                "iat",
                now,
                "exp",
                now + 7_200));
        claims.putAll(more);
        var text = base64(json.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT"))) + "."
                + base64(json.writeValueAsBytes(claims));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(service.tokenKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK signs with RSA", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        http.close();
    }
}
