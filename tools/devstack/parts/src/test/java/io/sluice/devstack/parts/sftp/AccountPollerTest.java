package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sluice.contracts.account.SourceType;
import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.FollowAccounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountPollerTest {

    private static final String BODY = """
            {"accounts":[
              {"accuid":"acme","state":"active","password_hash":"$6$x","ssh_public_keys":["ssh-ed25519 AAAA"],"ip_allowlist":["203.0.113.0/24"],"source_types":["order"]},
              {"accuid":"../evil","state":"active","ip_allowlist":[],"source_types":[]},
              {"accuid":"beta","state":"suspended","password_hash":null,"ssh_public_keys":[],"ip_allowlist":[],"source_types":[]}]}
            """;

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer service;

    @BeforeEach
    void startService() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/internal/sftp-accounts", exchange -> {
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + known);
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.sendResponseHeaders("\"7\"".equals(known) ? 304 : 200, "\"7\"".equals(known) ? -1 : body.length);
            if (known == null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    @Test
    void asksOnceForTheListAndThenOnlyWhetherItChanged() throws Exception {
        AccountBook book = new AccountBook();
        try (AccountPoller poller = poller(book)) {
            await().until(() -> asked.size() > 2);

            assertThat(poller).isNotNull();
            assertThat(asked).startsWith("Bearer t0ken null", "Bearer t0ken \"7\"");
            assertThat(book.find("acme").orElseThrow().sourceTypes()).containsExactly(new SourceType("order"));
            assertThat(book.find("beta").orElseThrow().isActive()).isFalse();
            assertThat(book.find("../evil")).isEmpty();
        }
    }

    @Test
    void servesTheKeptListWhileTheServiceIsUnavailable() throws Exception {
        try (AccountPoller first = poller(new AccountBook())) {
            assertThat(first).isNotNull();
            await().until(() -> asked.size() > 1);
        }
        service.stop(0);
        AccountBook book = new AccountBook();

        try (AccountPoller second = poller(book)) {
            assertThat(second).isNotNull();
            assertThat(book.find("acme")).isPresent();
        }
    }

    @Test
    void letsNobodyInByAKeptListThatIsTooOld() throws Exception {
        Files.writeString(folder.resolve("accounts.json"), BODY);
        Files.setLastModifiedTime(
                folder.resolve("accounts.json"),
                FileTime.from(Instant.now().minus(FollowAccounts.MAX_AGE).minusSeconds(60)));
        service.stop(0);
        AccountBook book = new AccountBook();

        try (AccountPoller poller = poller(book)) {
            assertThat(poller).isNotNull();
            assertThat(book.find("acme").orElseThrow().isActive()).isFalse();
        }
    }

    private AccountPoller poller(AccountBook book) throws IOException {
        return new AccountPoller(
                new AccountListClient(
                        URI.create("http://127.0.0.1:" + service.getAddress().getPort()),
                        Files.writeString(folder.resolve("token"), "t0ken\n"),
                        Optional.empty()),
                folder.resolve("accounts.json"),
                book,
                Duration.ofMillis(20));
    }
}
