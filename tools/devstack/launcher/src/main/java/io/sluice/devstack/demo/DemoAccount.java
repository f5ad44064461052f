package io.sluice.devstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.demo.Api.Answer;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The account that every devstack has, with its seven usual sources.
///
/// Its secrets are shown once by the API and kept in the data directory for its owner's eyes, so that the
/// next run knows them.
public record DemoAccount(String accountId, String password, String apiToken) {

    /// Who is mailed about its failed files.
    public static final String CONTACT = "data@acme.example";

    private static final Duration DOOR_LIMIT = Duration.ofSeconds(20);
    private static final String ID = "110-1234-567";
    private static final String FILE = "demo-account.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The stack's demo account, created with what is missing of it.
    public static DemoAccount ensure(Stack stack) {
        Api admin = new Api(stack.url(), stack.adminToken());
        boolean exists = admin.get("/v1/accounts/" + ID).status() == 200;
        Optional<DemoAccount> kept = exists ? read(stack) : Optional.empty();
        DemoAccount account = kept.orElseGet(() -> exists ? withNewSecrets(admin) : create(admin));
        if (kept.isEmpty()) {
            account.write(stack);
        }
        for (String sourceType : Samples.SOURCE_TYPES) {
            if (admin.get("/v1/" + ID + "/sources/" + sourceType + "/schema").status() == 404) {
                admin.post("/v1/" + ID + "/sources", Samples.source(sourceType)).expect(201);
            }
        }
        account.awaitDoor(stack);
        return account;
    }

    // The SFTP server hears of accounts and sources within a second.
    private void awaitDoor(Stack stack) {
        Until.seen("the demo account's SFTP login", DOOR_LIMIT, () -> {
            try (TenantSftp sftp = TenantSftp.login(stack.sftpHost(), stack.sftpPort(), accountId, password)) {
                return sftp.list("/sources").containsAll(Samples.SOURCE_TYPES) ? Optional.of(this) : Optional.empty();
            } catch (IllegalStateException notYet) {
                return Optional.empty();
            }
        });
    }

    private static DemoAccount create(Api admin) {
        Answer created = admin.post(
                        "/v1/accounts",
                        Map.of(
                                "accuid",
                                ID,
                                "name",
                                "Acme Retail",
                                "contacts",
                                List.of(CONTACT),
                                "ip_allowlist",
                                List.of("127.0.0.0/8", "::1/128"),
                                "ssh_public_keys",
                                List.of(),
                                "time_zone",
                                "Asia/Taipei"))
                .expect(201);
        return new DemoAccount(
                ID,
                created.json().path("sftp").path("password").asText(),
                created.json().path("api_token").asText());
    }

    // A run was cut off between creating the account and keeping its secrets.
    private static DemoAccount withNewSecrets(Api admin) {
        Answer password =
                admin.post("/v1/accounts/" + ID + "/password", Map.of()).expect(200);
        Answer token = admin.post("/v1/accounts/" + ID + "/tokens", Map.of()).expect(201);
        return new DemoAccount(
                ID,
                password.json().path("sftp").path("password").asText(),
                token.json().path("token").asText());
    }

    private static Optional<DemoAccount> read(Stack stack) {
        Path file = stack.dataDir().resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode kept = JSON.readTree(file.toFile());
            return Optional.of(new DemoAccount(
                    ID, kept.path("password").asText(), kept.path("api_token").asText()));
        } catch (IOException cause) {
            throw new UncheckedIOException("the demo account's secrets in " + file + " cannot be read", cause);
        }
    }

    private void write(Stack stack) {
        try {
            stack.writeSecret(
                    FILE,
                    JSON.writeValueAsString(Map.of("accuid", accountId, "password", password, "api_token", apiToken)));
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
