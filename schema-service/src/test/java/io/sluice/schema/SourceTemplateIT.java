package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class SourceTemplateIT {
    private String accountId = "";

    @BeforeEach
    void makeAccount() {
        accountId = Api.newAccount();
    }

    @Test
    void makesTheSourcesOfTheTemplateOnce() {
        var first = template("sitecore-2.1");
        var second = template("sitecore-2.1");

        first.then()
                .statusCode(201)
                .body("sources.source_type", contains("batch_guest", "batch_order", "batch_product", "batch_tracking"))
                .body("sources.batch_schema", contains("guest", "order", "product", "tracking"))
                .body("sources.kind", everyItem(equalTo("entities")))
                .body("sources[0].primary_key", contains("identifiers[0].provider", "identifiers[0].id"))
                .body("sources[0].fallback_key", contains("email"))
                .body("sources[0].schema.find { it.name == 'street' }.single", equalTo(true));
        second.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(Api.admin().get("/v1/{id}/sources/batch_guest", accountId).asString())
                .isEqualTo(Api.admin()
                        .get("/v1/{id}/sources/batch_guest/schema/versions/1", accountId)
                        .asString());
    }

    @Test
    void answersOnlyWhatItMade() {
        Api.admin().body(source("batch_guest", "entities", "guest")).post("/v1/{id}/sources", accountId);
        template("sitecore-2.1")
                .then()
                .statusCode(201)
                .body("sources.source_type", contains("batch_order", "batch_product", "batch_tracking"));
        Api.admin().delete("/v1/{id}/sources/batch_order", accountId).then().statusCode(204);

        template("sitecore-2.1")
                .then()
                .statusCode(201)
                .body("sources.source_type", contains("batch_order"))
                .body("sources[0].version", equalTo(2));
    }

    @Test
    void makesNoneWhenOneCannotBeMade() {
        Api.admin().body(source("batch_tracking", "days", null)).post("/v1/{id}/sources", accountId);

        problem(
                template("sitecore-2.1"),
                409,
                "Account %s has a source batch_tracking for files, which takes no records of the schema tracking; nothing was made. Retire it, and register what it takes under another name."
                        .formatted(accountId));

        assertThat(types()).containsExactly("batch_tracking");
    }

    @Test
    void saysWhoTakesTheRecordsAlready() {
        Api.admin().body(source("orders", "entities", "order")).post("/v1/{id}/sources", accountId);

        problem(
                template("sitecore-2.1"),
                409,
                "Account %s takes records of the schema order in its source orders already; choose another batch_schema."
                        .formatted(accountId));

        assertThat(types()).containsExactly("orders");
    }

    @Test
    void refusesUnknownTemplatesAndAccounts() {
        problem(template("sitecore-2.0"), 404, "There is no template \"sitecore-2.0\", expected sitecore-2.1.");
        problem(Api.admin().post("/v1/nobody/source-templates/sitecore-2.1"), 404, "There is no account \"nobody\".");
    }

    @Test
    void isForAdministrators() {
        Api.tenant(accountId, 1)
                .post("/v1/{id}/source-templates/sitecore-2.1", accountId)
                .then()
                .statusCode(403);
    }

    @Test
    void itsSourcesAreChangedLikeOthers() {
        template("sitecore-2.1");

        Api.admin()
                .body("{\"fallback_key\": null}")
                .patch("/v1/{id}/sources/batch_guest/schema", accountId)
                .then()
                .statusCode(200)
                .body("fallback_key", equalTo(null))
                .body("version", equalTo(2));
        Api.admin()
                .body("{\"fallback_key\": [\"phoneNumbers\"]}")
                .patch("/v1/{id}/sources/batch_guest/schema", accountId)
                .then()
                .statusCode(422)
                .body(
                        "errors[0].message",
                        equalTo("field [phoneNumbers] is an Object or an Array, expected a single value"));
    }

    private Response template(String name) {
        return Api.admin().post("/v1/{id}/source-templates/{name}", accountId, name);
    }

    private List<String> types() {
        return Api.admin().get("/v1/{id}/sources", accountId).jsonPath().getList("sources.source_type");
    }

    private static String source(String type, String kind, @Nullable String batchSchema) {
        return """
                {"source_type": "%s", "source_name": "X", "kind": "%s", "schema": [{"name": "id", "type": "String"}]%s}""".formatted(type, kind, batchSchema == null ? "" : ", \"batch_schema\": \"" + batchSchema + "\"");
    }
}
