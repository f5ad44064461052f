package io.sluice.sftpserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowAccountsTest {
    private static final String ACME = "{\"accounts\":[{\"accuid\":\"acme\",\"state\":\"active\"}]}";

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<String> taken = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path kept;

    @BeforeEach
    void place() {
        kept = folder.resolve("accounts.json");
    }

    @Test
    void keepsTheLastListInForceWhileSchemaServiceIsUnavailable() throws Exception {
        Files.writeString(kept, ACME);

        assertThat(beginAndAsk()).isFalse();

        assertThat(taken).containsExactly("acme");
    }

    @Test
    void letsNobodyInWhenTheLastListIsTooOld() throws Exception {
        try (var client = client()) {
            var follow = new FollowAccounts(client, kept, this::take, nanoTime::get, Clock.systemUTC());
            Files.writeString(kept, ACME);
            follow.begin();
            nanoTime.addAndGet(FollowAccounts.MAX_AGE.minusMinutes(1).toNanos());
            follow.step();
            assertThat(taken).containsExactly("acme");

            nanoTime.addAndGet(Duration.ofMinutes(2).toNanos());
            follow.step();
            follow.step();

            assertThat(taken).containsExactly("acme", "acme suspended");
        }
    }

    @Test
    void saysWhetherAKeptListIsInForce() throws Exception {
        try (var client = client()) {
            assertThat(new FollowAccounts(client, kept, this::take).begin()).isFalse();

            Files.writeString(kept, ACME);
            assertThat(new FollowAccounts(client, kept, this::take).begin()).isTrue();

            Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minusSeconds(16 * 60)));
            assertThat(new FollowAccounts(client, kept, this::take).begin()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-16 * 60, 3600})
    void letsNobodyInByAKeptListOfAnotherTime(long seconds) throws Exception {
        Files.writeString(kept, ACME);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now().plusSeconds(seconds)));

        assertThat(beginAndAsk()).isFalse();

        assertThat(taken).containsExactly("acme suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"accounts\":[{\"accu"})
    void beginsWithoutAnUnreadableKeptList(String text) throws Exception {
        Files.writeString(kept, text);

        assertThat(beginAndAsk()).isFalse();

        assertThat(taken).isEmpty();
    }

    /// Nobody listens on port 1.
    private boolean beginAndAsk() throws IOException, InterruptedException {
        try (var client = client()) {
            var follow = new FollowAccounts(client, kept, this::take);
            follow.begin();
            return follow.step();
        }
    }

    private AccountListClient client() throws IOException {
        return new AccountListClient(
                URI.create("http://127.0.0.1:1"),
                Files.writeString(folder.resolve("token"), "t0ken"),
                Optional.empty());
    }

    private void take(List<SftpAccount> accounts) {
        accounts.forEach(account -> taken.add(account.accountId() + (account.isActive() ? "" : " suspended")));
    }
}
