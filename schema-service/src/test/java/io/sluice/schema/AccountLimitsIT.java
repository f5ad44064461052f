package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How much an account may have: tokens, keys, sources. What it has is in every service's memory.
@QuarkusTest
@RealParts
class AccountLimitsIT {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@acme.example";

    @Inject
    Pool database;

    private String accountId = "";

    @BeforeEach
    void makeAccount() {
        accountId = Api.newAccount();
    }

    /// Nothing is published of it yet.
    @Test
    void anErasedAccountIsGoneByTheDatabase() {
        run("update accounts set state = 'erased' where accuid = $1");

        problem(
                Api.admin().get("/v1/accounts/{id}", accountId),
                404,
                "There is no account \"%s\".".formatted(accountId));
    }

    @Test
    void issuesNoMoreTokensThanMayBeInForce() {
        tokens(98, "now() + interval '1 day'", "null");

        issue().then().statusCode(201);

        problem(
                issue(),
                409,
                "Account %s has 100 tokens in force, which is the limit. Revoke one first: they are listed at /v1/accounts/%s/tokens."
                        .formatted(accountId, accountId));
    }

    @Test
    void requestsAtTheSameTimeDoNotPassTheLimitTogether() {
        tokens(94, "now() + interval '1 day'", "null");

        var answers = IntStream.range(0, 12)
                // The common pool may have one thread.
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> issue().statusCode(), Thread::startVirtualThread))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(5);
    }

    @Test
    void revokingMakesRoomForAToken() {
        tokens(99, "now() + interval '1 day'", "null");
        issue().then().statusCode(409);

        Api.admin()
                .delete("/v1/accounts/{id}/tokens/{token}", accountId, accountId + "-1")
                .then()
                .statusCode(204);

        issue().then().statusCode(201);
    }

    @Test
    void issuesNoTokenWhileTooManyRevokedOnesHaveNotExpired() {
        tokens(999, "now() + interval '1 day'", "now()");

        problem(
                issue(),
                409,
                "Account %s has 1000 tokens that have not expired, revoked ones included, which is the limit. Wait until one expires."
                        .formatted(accountId));
    }

    @Test
    void keepsTheNewestExpiredTokens() {
        tokens(1_500, "now() - n * interval '1 minute'", "null");

        issue().then().statusCode(201);

        Api.admin()
                .get("/v1/accounts/{id}/tokens", accountId)
                .then()
                .body("tokens", hasSize(1_000))
                .body("tokens.findAll { it.token_id == '%s-998' }".formatted(accountId), hasSize(1))
                .body("tokens.findAll { it.token_id == '%s-999' }".formatted(accountId), hasSize(0));
    }

    @Test
    void takesNoMoreKeysThanAnAccountMayHave() {
        run("""
                insert into ssh_keys
                select $1, 'key-' || n, 'SHA256:x', 'ssh-ed25519 AAAA', now(), 7 from generate_series(1, 100) n""");

        problem(
                Api.admin()
                        .body("{\"public_key\": \"%s\"}".formatted(KEY))
                        .post("/v1/accounts/{id}/ssh-keys", accountId),
                409,
                "Account %s has 100 SSH keys, which is the limit. Remove one first: they are listed at /v1/accounts/%s/ssh-keys."
                        .formatted(accountId, accountId));
    }

    @Test
    void registersNoMoreSourcesThanAnAccountMayHave() {
        sources(1_000, "A");

        problem(
                Api.admin().body(Api.MEMBER).post("/v1/{id}/sources", accountId),
                409,
                "Account %s has 1000 sources, retired ones included, which is the limit. A retired source can be registered again: they are listed at /v1/%s/sources?retired=true."
                        .formatted(accountId, accountId));
    }

    @Test
    void registersARetiredSourceAgainAtTheLimit() {
        Api.newMember(accountId);
        Api.admin().delete("/v1/{id}/sources/member", accountId).then().statusCode(204);
        sources(999, "A");

        Api.admin().body(Api.MEMBER).post("/v1/{id}/sources", accountId).then().statusCode(201);
    }

    /// An event that the broker refuses would keep every service from hearing of the next revocation.
    @Test
    void everyServiceHearsOfARevocationInTheLargestAccount() {
        Api.awaitKnown(accountId);
        sources(1_000, "例".repeat(200));
        tokens(998, "now() + interval '1 day'", "now()");
        var contacts = IntStream.range(0, 80)
                .mapToObj(n -> "\"%03d%s@acme.example\"".formatted(n, "例".repeat(238)))
                .toList();
        Api.admin()
                .body("{\"contacts\": %s}".formatted(contacts))
                .patch("/v1/accounts/{id}", accountId)
                .then()
                .statusCode(200);
        var issued = issue().jsonPath();
        var token = issued.getString("token");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Api.with(token)
                                .get("/v1/{id}/sources?limit=1", accountId)
                                .statusCode()
                        == 200);

        Api.admin()
                .delete("/v1/accounts/{id}/tokens/{token}", accountId, issued.getString("token_id"))
                .then()
                .statusCode(204);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> Api.with(token)
                                .get("/v1/{id}/sources?limit=1", accountId)
                                .statusCode()
                        == 401);
    }

    /// The clocks of the services differ, so they let a token in for a minute after its end.
    @Test
    void aRevokedTokenStaysRevokedAfterItsEnd() {
        Api.awaitKnown(accountId);
        tokens(1, "now() - interval '1 second'", "now() - interval '1 hour'");
        var revoked = Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(accountId)
                .groups("tenant")
                .claim("accuid", accountId)
                .claim("jti", accountId + "-1")
                .claim("scope", "read")
                .issuedAt(Instant.now().minusSeconds(3_600))
                .expiresAt(Instant.now().minusSeconds(1))
                .sign();

        Api.admin()
                .body("{\"name\": \"Acme\"}")
                .patch("/v1/accounts/{id}", accountId)
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> "The token %s-1 was revoked. Ask the platform team for a new one."
                        .formatted(accountId)
                        .equals(Api.with(revoked)
                                .get("/v1/{id}/sources", accountId)
                                .path("detail")));
    }

    private Response issue() {
        return Api.admin().body("{}").post("/v1/accounts/{id}/tokens", accountId);
    }

    /// The account has one more: the one it was made with.
    private void tokens(int number, String expiresAt, String revokedAt) {
        run("""
                insert into tokens
                select $1 || '-' || n, $1, '', array['read'], 0, now() - interval '2 days', 7, %s, %s
                from generate_series(1, %d) n""".formatted(expiresAt, revokedAt, number));
    }

    private void sources(int number, String name) {
        run("""
                insert into sources (accuid, source_type, version, created_at, created_by)
                select $1, rpad('s' || n || '_', 63, 'x'), 1, now(), 7 from generate_series(1, %d) n""".formatted(number));
        run("""
                insert into source_versions
                select source_id, 1, '%s', '', '{"schema": [{"name": "id", "type": "Integer"}]}', now(), 7
                from sources where accuid = $1 and source_type <> 'member'""".formatted(name));
    }

    private void run(String sql) {
        database.preparedQuery(sql).execute(Tuple.of(accountId)).await().indefinitely();
    }
}
