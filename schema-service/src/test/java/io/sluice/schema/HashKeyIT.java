package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class HashKeyIT {
    private static final String OF_SERVICES = "/internal/accounts/{id}/hash-key";

    @Test
    void makesAKeyThatOnlyServicesReadThatHash() {
        var id = Api.newAccount();
        keyOf(id).then().statusCode(200).body("key", nullValue());

        var made = Api.admin().post("/v1/accounts/{id}/hash-key", id);

        made.then().statusCode(201).body("accuid", equalTo(id)).body("made_by", equalTo((int) Api.ADMIN_USER));
        var key = keyOf(id);
        key.then().statusCode(200).header("Cache-Control", "no-store");
        assertThat(Base64.getDecoder().decode(key.<String>path("key"))).hasSize(32);
        assertThat(made.asString()).doesNotContain(key.<String>path("key"));
        Api.service("validator-service")
                .get(OF_SERVICES, id)
                .then()
                .statusCode(200)
                .body("key", equalTo(key.<String>path("key")));
        for (var role : new String[] {"admin", "sftp-server", "job-service"}) {
            Api.service(role).get(OF_SERVICES, id).then().statusCode(403);
        }
        Api.tenant(id, 1).get(OF_SERVICES, id).then().statusCode(403);
        Api.tenant(id, 1).post("/v1/accounts/{id}/hash-key", id).then().statusCode(403);
    }

    /// A repeated request must not lose the key that made the hashes that are stored.
    @Test
    void replacesAKeyOnlyWhenAsked() {
        var id = Api.newAccount();
        Api.admin().post("/v1/accounts/{id}/hash-key", id).then().statusCode(201);
        var first = keyOf(id).<String>path("key");

        Api.admin()
                .post("/v1/accounts/{id}/hash-key", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("With ?replace=true"));
        Api.admin().post("/v1/accounts/{id}/hash-key?replace=yes", id).then().statusCode(400);
        assertThat(keyOf(id).<String>path("key")).isEqualTo(first);

        Api.admin().post("/v1/accounts/{id}/hash-key?replace=true", id).then().statusCode(201);
        assertThat(keyOf(id).<String>path("key")).isNotEqualTo(first);
    }

    @Test
    void erasesTheKeyWithItsAccount() {
        var id = Api.newAccount();
        Api.admin().post("/v1/accounts/{id}/hash-key", id).then().statusCode(201);
        Api.admin().delete("/v1/accounts/{id}", id).then().statusCode(200);

        Api.admin().delete("/v1/accounts/{id}?erase=true", id).then().statusCode(204);

        keyOf(id).then().statusCode(404);
        problem(Api.admin().post("/v1/accounts/{id}/hash-key", id), 404, "There is no account \"%s\".".formatted(id));
    }

    private static Response keyOf(String account) {
        return Api.service("data-service").get(OF_SERVICES, account);
    }
}
