package io.sluice.sftpserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowAccountsTest {
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
        Files.writeString(kept, "{\"accounts\":[{\"accuid\":\"acme\",\"state\":\"active\"}]}");

        assertThat(beginAndAsk()).isFalse();

        assertThat(taken).containsExactly("acme");
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
        try (var client = new AccountListClient(
                URI.create("http://127.0.0.1:1"), Files.writeString(folder.resolve("token"), "t0ken"))) {
            var follow = new FollowAccounts(
                    client,
                    kept,
                    accounts -> accounts.forEach(
                            account -> taken.add(account.accountId().value())));
            follow.begin();
            return follow.step();
        }
    }
}
