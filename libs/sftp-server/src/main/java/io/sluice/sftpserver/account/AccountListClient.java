package io.sluice.sftpserver.account;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Asks schema-service for all accounts. By its ETag, an unchanged list is not sent again. For one thread.
public final class AccountListClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI accounts;
    private final Path tokenFile;
    private @Nullable String etag;

    /// @param tokenFile a token of role sftp-server; each request reads it, so it may be rotated
    /// @param authority the PEM file with the authorities that sign schema-service's certificate; empty for
    /// those of the JVM
    public AccountListClient(URI schemaService, Path tokenFile, Optional<Path> authority) {
        var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2));
        authority.ifPresent(file -> builder.sslContext(TrustedAuthority.context(file)));
        this.http = builder.build();
        this.accounts = URI.create(schemaService.toString().replaceAll("/+$", "") + "/internal/sftp-accounts");
        this.tokenFile = tokenFile;
    }

    public AccountAnswer ask() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(accounts)
                    .timeout(TIMEOUT)
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(tokenFile).strip());
            if (etag != null) {
                request.header("If-None-Match", etag);
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 ->
                    new AccountAnswer.Changed(
                            AccountList.parse(response.body()),
                            response.body(),
                            response.headers().firstValue("ETag"));
                case 304 -> new AccountAnswer.Unchanged();
                default ->
                    new AccountAnswer.Unavailable(
                            "%s answered %d, expected 200 or 304".formatted(accounts, response.statusCode()));
            };
        } catch (IOException unavailable) {
            return new AccountAnswer.Unavailable("%s: %s".formatted(accounts, reason(unavailable)));
        }
    }

    /// A certificate that is not trusted is the innermost of several causes.
    private static String reason(IOException failure) {
        Throwable cause = failure;
        while (failure instanceof SSLException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.equals(failure) ? failure.toString() : "%s: %s".formatted(failure, cause.getMessage());
    }

    /// Says that the list is applied: schema-service need not send it again.
    public void applied(AccountAnswer.Changed list) {
        etag = list.etag().orElse(null);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
