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
import java.util.TreeMap;

/// The account of every devstack, with the seven usual sources and those of data model 2.1 for batches.
///
/// The API shows its secrets once. A file in the data directory keeps them for the next run; only its owner
/// can read it.
///
/// @param clientKey empty when the folder was made before accounts had one
public record DemoAccount(String accountId, String password, String apiToken, Optional<String> clientKey) {

    /// The address that gets the mails about failed files.
    public static final String CONTACT = "data@acme.example";

    private static final Duration LOG_IN_LIMIT = Duration.ofSeconds(20);
    private static final Duration SCHEMA_SERVICE_LIMIT = Duration.ofMinutes(5);
    private static final String ID = "110-1234-567";
    private static final String FILE = "demo-account.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Creates the demo account and its sources if they do not exist yet. Waits for a schema-service that was
    /// left out.
    public static DemoAccount ensure(Stack stack) {
        Api admin = new Api(stack.url(), stack.adminToken());
        boolean exists = Until.seen(
                "an answer of schema-service",
                SCHEMA_SERVICE_LIMIT,
                () -> Optional.of(admin.get("/v1/accounts/" + ID).status())
                        .filter(status -> status != 503)
                        .map(status -> status == 200));
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
        BatchSources.ensure(admin, ID);
        account.awaitLogIn(stack);
        return account;
    }

    /// Sends batches of the account.
    public BatchClient batches(Stack stack) {
        return clientKey
                .map(key -> BatchClient.basic(stack.url(), key, apiToken))
                .orElseGet(() -> BatchClient.bearer(stack.url(), apiToken));
    }

    // The SFTP server learns of accounts and sources within a second.
    private void awaitLogIn(Stack stack) {
        Until.seen("the demo account's SFTP login", LOG_IN_LIMIT, () -> {
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
                created.json().path("api_token").asText(),
                Optional.of(created.json().path("client_key").asText()));
    }

    // A previous run ended between the creation of the account and the writing of its secrets.
    private static DemoAccount withNewSecrets(Api admin) {
        Answer password =
                admin.post("/v1/accounts/" + ID + "/password", Map.of()).expect(200);
        Answer token = admin.post("/v1/accounts/" + ID + "/tokens", Map.of()).expect(201);
        return new DemoAccount(
                ID,
                password.json().path("sftp").path("password").asText(),
                token.json().path("token").asText(),
                Optional.empty());
    }

    private static Optional<DemoAccount> read(Stack stack) {
        Path file = stack.dataDir().resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode kept = JSON.readTree(file.toFile());
            return Optional.of(new DemoAccount(
                    ID,
                    kept.path("password").asText(),
                    kept.path("api_token").asText(),
                    Optional.ofNullable(kept.path("client_key").textValue())));
        } catch (IOException cause) {
            throw new UncheckedIOException("the demo account's secrets in " + file + " cannot be read", cause);
        }
    }

    private void write(Stack stack) {
        var secrets = new TreeMap<>(Map.of("accuid", accountId, "password", password, "api_token", apiToken));
        clientKey.ifPresent(key -> secrets.put("client_key", key));
        try {
            stack.writeSecret(FILE, JSON.writeValueAsString(secrets));
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
