package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@RealParts
class SchemaIT {
    private String accountId = "";

    @BeforeEach
    void makeMember() {
        accountId = Api.newAccount();
        Api.newMember(accountId);
    }

    @Test
    void answersTheSchemaAsTheSpecificationShowsIt() {
        var answer = Api.tenant(accountId, 1).get("/v1/{id}/sources/member/schema", accountId);

        answer.then().statusCode(200).header("ETag", "\"1\"").contentType("application/json");
        var text = answer.asString();
        var times = answer.jsonPath();
        assertThat(text).isEqualTo("""
                        {"source_type":"member","source_name":"Member",\
                        "description":"Member's information and personal details",\
                        "schema":[{"name":"id","type":"Integer"},{"name":"name","type":"String"},\
                        {"name":"birthdate","type":"Date"},{"name":"address","type":"String"},\
                        {"name":"phone","type":"String"}],\
                        "kind":"days","field_ids":{"id":1,"name":2,"birthdate":3,"address":4,"phone":5},"version":1,"updated_at":%d,"updated_by":7,"created_at":%d,"created_by":7}""".formatted(times.getLong("updated_at"), times.getLong("created_at")));
        assertThat(times.getLong("created_at")).isBetween(epochSeconds() - 60, epochSeconds());
    }

    @Test
    void changesOnlyWhatIsSent() {
        var answer = Api.tenant(accountId, 42)
                .body("{\"description\": \"New\"}")
                .patch("/v1/{id}/sources/member/schema", accountId);

        answer.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2))
                .body("description", equalTo("New"))
                .body("source_name", equalTo("Member"))
                .body("schema", hasSize(5))
                .body("updated_by", equalTo(42))
                .body("created_by", equalTo(7));
    }

    @Test
    void warnsWhoMakesAndChangesASourceOnly() {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);

        Api.admin()
                .body("{\"description\": \"New\"}")
                .patch(path)
                .then()
                .body("warnings.code", contains("sensitive-name", "sensitive-name", "sensitive-name"))
                .body("warnings.field", contains("schema[2].name", "schema[3].name", "schema[4].name"));
        Api.admin().get(path).then().body("warnings", equalTo(null));
    }

    @Test
    void renamesAField() {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);

        Api.admin()
                .body("""
                {"schema": [{"name": "id", "type": "Integer"}, {"name": "full_name", "type": "String", "renamed_from": "name"}]}""")
                .patch(path)
                .then()
                .statusCode(200)
                .body("field_ids", equalTo(Map.of("id", 1, "full_name", 2)))
                .body("schema[1].renamed_from", equalTo(null));
        Api.admin()
                .body("{\"plain_copy\": false}")
                .patch(path)
                .then()
                .body("version", equalTo(3))
                .body("plain_copy", equalTo(false))
                .body("field_ids", equalTo(Map.of("id", 1, "full_name", 2)));
        Api.admin()
                .body("{\"description\": \"\"}")
                .patch(path)
                .then()
                .body("version", equalTo(4))
                .body("plain_copy", equalTo(false));
    }

    @Test
    void keepsEveryVersionReadable() {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);
        Api.admin().body("""
                {"schema": [{"name": "id", "type": "integer", "constraints": {"required": true, "minimum": 1}}],
                 "primary_key": ["id"]}""").patch(path).then().statusCode(200);

        Api.admin()
                .get(path + "/versions")
                .then()
                .body("versions.version", contains(2, 1))
                .body("next", equalTo(null));
        Api.admin().get(path + "/versions/1").then().body("schema", hasSize(5)).header("ETag", "\"1\"");
        Api.admin()
                .get(path + "/versions/2")
                .then()
                .body("schema[0].type", equalTo("Integer"))
                .body("schema[0].constraints.minimum", equalTo(1))
                .body("primary_key", contains("id"));
        Api.admin()
                .get(path + "/versions/3")
                .then()
                .statusCode(404)
                .body(
                        "detail",
                        equalTo("There is no version 3 of the schema of member. The versions are listed at " + path
                                + "/versions."));
    }

    @Test
    void makesNoVersionWhenNothingChanges() {
        Api.admin()
                .body("{\"source_name\": \"Member\"}")
                .patch("/v1/{id}/sources/member/schema", accountId)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    /// A proxy that compresses the answer makes its tag weak.
    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\""})
    void answersNotModifiedToWhoHasTheVersion(String tag) {
        Api.admin()
                .header("If-None-Match", tag)
                .get("/v1/{id}/sources/member/schema", accountId)
                .then()
                .statusCode(304)
                .header("ETag", "\"1\"");
    }

    @Test
    void refusesAChangeThatStartsFromAnOldVersion() {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"description\": \"a\"}")
                .patch(path)
                .then()
                .statusCode(200);

        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"description\": \"b\"}")
                .patch(path)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo("The schema is at version 2 but If-Match says \"1\"; read it again, then change it."));
    }

    @Test
    void makesOneVersionForEachOfManyChangesAtOnce() throws Exception {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);
        var changes = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(n -> () -> Api.admin()
                        .body("{\"description\": \"change %d\"}".formatted(n))
                        .patch(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<Integer>path("version"))
                .toList();

        try (var threads = Executors.newFixedThreadPool(16)) {
            var versions = threads.invokeAll(changes).stream()
                    .map(f -> f.resultNow())
                    .sorted()
                    .toList();
            assertThat(versions).isEqualTo(IntStream.rangeClosed(2, 41).boxed().toList());
        }
    }

    @Test
    void letsOneOfManyConditionalChangesThrough() throws Exception {
        var path = "/v1/%s/sources/member/schema".formatted(accountId);
        var changes = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(n -> () -> Api.admin()
                        .header("If-Match", "\"1\"")
                        .body("{\"description\": \"change %d\"}".formatted(n))
                        .patch(path)
                        .statusCode())
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var statuses =
                    threads.invokeAll(changes).stream().map(f -> f.resultNow()).toList();
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status == 412)
                    .hasSize(15);
        }
    }

    private static long epochSeconds() {
        return System.currentTimeMillis() / 1000;
    }
}
