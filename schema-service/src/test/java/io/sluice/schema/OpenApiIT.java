package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.fixtures.http.WrongValueRun;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class OpenApiIT {
    @Test
    void namesKeysAsTheApiTakesThem() {
        var document =
                Api.admin().get(ManagementPort.url("/q/openapi?format=json")).jsonPath();

        Map<String, Object> account = document.getMap("components.schemas.AccountForm.properties");
        assertThat(account)
                .containsKeys("accuid", "ip_allowlist", "ssh_public_keys", "daily_upload_limit_bytes")
                .allSatisfy((key, property) -> assertThat(key).matches("[a-z_]+"));
    }

    @Test
    void answersWrongValuesWithProblems() {
        answersWrongValuesWithProblems(6);
    }

    @Test
    @Tag("long")
    void answersWrongValuesAtEachPlaceWithProblems() {
        answersWrongValuesWithProblems(1);
    }

    private static void answersWrongValuesWithProblems(int share) {
        var account = Api.newAccount();
        Api.newMember(account);
        var run = WrongValueRun.against(RestAssured.port)
                .inTurns(share)
                .token("admin", Api.adminToken())
                .token("sftp-server", Api.serviceToken("sftp-server"))
                .token("data-service", Api.serviceToken("data-service"))
                .parameter("accuid", account)
                .parameter("source_type", "member")
                .parameter("key_id", "0123456789abcdef")
                .parameter("token_id", "none")
                .parameter("version", "1")
                .parameter("template", "sitecore-2.1")
                .body("POST /v1/accounts", """
                        {"accuid": "%s", "name": "Acme", "contacts": ["data@acme.example"],
                         "ip_allowlist": ["203.0.113.0/24"], "ssh_public_keys": [], "time_zone": "UTC"}""".formatted(account))
                .body("PATCH /v1/accounts/{accuid}", """
                        {"name": "Acme", "contacts": ["data@acme.example"], "pickup": "continuous"}""")
                .body("POST /v1/accounts/{accuid}/tokens", """
                        {"description": "of a test", "scopes": ["read"], "uid": 1}""")
                .body("POST /v1/admin/tokens", """
                        {"name": "of a test", "role": "job-service", "uid": 1}""")
                .body("POST /v1/{accuid}/sources", Api.EVERY_KEY)
                .body("PATCH /v1/{accuid}/sources/{source_type}/schema", Api.EVERY_KEY);

        var wrong = run.send();

        System.out.println("schema-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }
}
