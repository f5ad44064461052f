package io.sluice.devstack.parts.sftp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps an [AccountBook] in step with schema-service's `/internal/sftp-accounts`, asked every second with the last
/// `ETag`.
///
/// While the service is away the last list holds; it is kept on disk, so that also a restarted SFTP server lets tenants
/// in.
public final class AccountPoller implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AccountPoller.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final String token;
    private final Path kept;
    private final AccountBook book;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("account-poller").factory());
    private @Nullable String etag;
    private boolean reachable = true;

    /// Reads the kept list at once and then asks every `interval`.
    public AccountPoller(URI address, String token, Path kept, AccountBook book, Duration interval) {
        this.address = address;
        this.token = token;
        this.kept = kept;
        this.book = book;
        readKept();
        var _ = clockwork.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        http.shutdownNow();
    }

    // Nothing may escape: the scheduler would never ask again.
    private void ask() {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .header("Authorization", "Bearer " + token);
            if (etag != null) {
                request.header("If-None-Match", etag);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case 200 -> take(answer);
                case 304 -> told(true, "");
                default -> told(false, "it answered " + answer.statusCode());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException cause) {
            told(false, cause.toString());
        }
    }

    private void take(HttpResponse<String> answer) throws IOException {
        book.replace(parse(answer.body()));
        Path draft = kept.resolveSibling(kept.getFileName() + ".draft");
        Files.writeString(draft, answer.body());
        Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        etag = answer.headers().firstValue("ETag").orElse(null);
        told(true, "");
    }

    private void told(boolean now, String why) {
        if (now != reachable) {
            LOG.log(
                    Level.INFO,
                    now
                            ? "The account list is up to date again. url={0}"
                            : "The account list cannot be asked for, the last one holds. url={0} cause={1}",
                    address,
                    why);
        }
        reachable = now;
    }

    private void readKept() {
        try {
            if (Files.exists(kept)) {
                book.replace(parse(Files.readString(kept)));
            }
        } catch (IOException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "The kept account list is unreadable and not used. file={0} cause={1}",
                    kept,
                    unreadable);
        }
    }

    static List<SftpAccount> parse(String body) throws IOException {
        List<SftpAccount> accounts = new ArrayList<>();
        for (JsonNode node : JSON.readTree(body).path("accounts")) {
            try {
                accounts.add(new SftpAccount(
                        node.path("accuid").asText(),
                        node.path("state").asText().equals("active"),
                        Optional.ofNullable(node.path("password_hash").textValue()),
                        texts(node.path("ssh_public_keys")),
                        texts(node.path("ip_allowlist")),
                        new HashSet<>(texts(node.path("source_types")))));
            } catch (IllegalArgumentException wrong) {
                LOG.log(Level.WARNING, "An account is left out, it cannot be served. cause={0}", wrong.getMessage());
            }
        }
        return accounts;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
