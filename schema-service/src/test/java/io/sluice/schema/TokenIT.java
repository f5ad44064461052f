package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class TokenIT {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@acme.example";

    @Test
    void issuesATokenThatWorksAndIsNotShownAgain() {
        var id = Api.newAccount();
        Api.awaitKnown(id);
        Api.newMember(id);
        var expiry = Instant.now().plusSeconds(3600).getEpochSecond();

        var issued = Api.admin().body("""
                        {"description": "ci", "scopes": ["read"], "expires_at": %d, "uid": 42}""".formatted(expiry)).post("/v1/accounts/{id}/tokens", id);

        issued.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("scopes", contains("read"))
                .body("expires_at", equalTo((int) expiry))
                .body("uid", equalTo(42));
        var token = issued.jsonPath().getString("token");
        Api.with(token).get("/v1/{id}/sources/member/schema", id).then().statusCode(200);
        problem(
                Api.with(token).body("{}").patch("/v1/{id}/sources/member/schema", id),
                403,
                "The token's scope is \"read\", PATCH needs write.");
        var list = Api.admin().get("/v1/accounts/{id}/tokens", id);
        list.then().body("tokens", hasSize(2)).body("tokens.token_id", hasItem(issued.<String>path("token_id")));
        assertThat(list.asString()).doesNotContain(token);
    }

    @Test
    void showsTheUserOfTheTokenInWhatItChanges() {
        var id = Api.newAccount();
        Api.awaitKnown(id);
        Api.newMember(id);
        var token = Api.admin()
                .body("{\"uid\": 42}")
                .post("/v1/accounts/{id}/tokens", id)
                .<String>path("token");

        Api.with(token)
                .body("{\"description\": \"x\"}")
                .patch("/v1/{id}/sources/member/schema", id)
                .then()
                .statusCode(200)
                .body("updated_by", equalTo(42));
    }

    @Test
    void locksARevokedTokenOutWithinSeconds() {
        var id = Api.newAccount();
        Api.awaitKnown(id);
        var issued = Api.admin().body("{}").post("/v1/accounts/{id}/tokens", id).jsonPath();
        var token = issued.getString("token");
        Api.with(token).get("/v1/{id}/sources", id).then().statusCode(200);

        Api.admin()
                .delete("/v1/accounts/{id}/tokens/{token}", id, issued.getString("token_id"))
                .then()
                .statusCode(204);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> Api.with(token).get("/v1/{id}/sources", id).statusCode() == 401);
        Api.tenant(id, 1).get("/v1/{id}/sources", id).then().statusCode(200);
    }

    @Test
    void saysWhichGrantCannotBe() {
        var id = Api.newAccount();
        Api.awaitKnown(id);

        var answer = Api.admin()
                .body("{\"scopes\": [\"read\", \"fly\"], \"expires_at\": 5, \"uid\": -1}")
                .post("/v1/accounts/{id}/tokens", id);

        answer.then().statusCode(422).body("errors.field", contains("scopes[1]", "expires_at", "uid"));
    }

    @Test
    void refusesToRevokeWhatIsNotThere() {
        var id = Api.newAccount();
        Api.awaitKnown(id);
        problem(
                Api.admin().delete("/v1/accounts/{id}/tokens/nope", id),
                404,
                "Account %s has no token \"nope\". Its tokens are listed at /v1/accounts/%s/tokens.".formatted(id, id));
        problem(Api.admin().get("/v1/accounts/unknown/tokens"), 404, "There is no account \"unknown\".");
    }

    @Test
    void keepsThePublicKeysOfAnAccount() {
        var id = Api.newAccount();
        Api.awaitKnown(id);

        var added =
                Api.admin().body("{\"public_key\": \"%s\"}".formatted(ED25519)).post("/v1/accounts/{id}/ssh-keys", id);

        added.then().statusCode(201).body("public_key", equalTo(ED25519));
        var keyId = added.<String>path("key_id");
        Api.service("sftp-server")
                .get("/internal/sftp-accounts")
                .then()
                .body("accounts.find { it.accuid == '%s' }.ssh_public_keys".formatted(id), contains(ED25519));
        problem(
                Api.admin().body("{\"public_key\": \"%s\"}".formatted(ED25519)).post("/v1/accounts/{id}/ssh-keys", id),
                409,
                "Account %s has the key %s already, as %s.".formatted(id, added.path("fingerprint"), keyId));
        Api.admin().delete("/v1/accounts/{id}/ssh-keys/{key}", id, keyId).then().statusCode(204);
        Api.admin().get("/v1/accounts/{id}/ssh-keys", id).then().body("ssh_keys", hasSize(0));
        problem(
                Api.admin().delete("/v1/accounts/{id}/ssh-keys/{key}", id, keyId),
                404,
                "Account %s has no SSH key \"%s\". Its keys are listed at /v1/accounts/%s/ssh-keys."
                        .formatted(id, keyId, id));
    }
}
