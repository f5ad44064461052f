package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@RealParts
class SourceIT {
    private String accountId = "";

    @BeforeEach
    void makeAccount() {
        accountId = Api.newAccount();
    }

    @Test
    void keepsAllThatAFieldCanSay() {
        var fields = """
                [{"name":"id","type":"Integer","constraints":{"required":true,"minimum":1}},\
                {"name":"price","type":"Decimal","description":"Net","constraints":{"maximum":12345678901234567890.12,"precision":22,"scale":2}},\
                {"name":"paid","type":"Boolean","true_values":["yes"],"false_values":["no"]},\
                {"name":"day","type":"Date","format":"dd.MM.yyyy","missing_values":["-"]},\
                {"name":"paid_at","type":"DateTime","time_zone":"Asia/Taipei"},\
                {"name":"phone","type":"String","format":"phone","sensitive":{"policy":"hash","normalize":"phone"}}]""";

        var answer = Api.admin().body("""
                {"source_type": "order", "source_name": "Order", "schema": %s, "primary_key": ["id"],
                 "fields_match": "exact", "acceptance": {"mode": "partial", "max_invalid_percent": 2.5},
                 "byte_order_mark": "allow", "plain_copy": false}""".formatted(fields)).post("/v1/{id}/sources", accountId);

        answer.then().statusCode(201).header("ETag", "\"1\"");
        assertThat(answer.asString()).startsWith("""
                        {"source_type":"order","source_name":"Order","description":"","schema":%s,"primary_key":["id"],\
                        "fields_match":"exact","acceptance":{"mode":"partial","max_invalid_percent":2.5},\
                        "byte_order_mark":"allow","kind":"days","field_ids":{"id":1,"price":2,"paid":3,"day":4,"paid_at":5,"phone":6},"plain_copy":false,"version":1,""".formatted(fields));
        assertThat(Api.admin().get("/v1/{id}/sources/order", accountId).asString())
                .isEqualTo(answer.asString());
        Api.admin()
                .body("{\"acceptance\": null, \"fields_match\": null, \"byte_order_mark\": null, \"plain_copy\": true}")
                .patch("/v1/{id}/sources/order/schema", accountId)
                .then()
                .statusCode(200)
                .body("acceptance", equalTo(null))
                .body("fields_match", equalTo(null))
                .body("byte_order_mark", equalTo(null))
                .body("plain_copy", equalTo(null))
                .body("primary_key", contains("id"));
    }

    @Test
    void keepsASourceOfRecordsWithNestedFields() {
        var fields = """
                [{"name":"guestType","type":"String","constraints":{"required":true}},\
                {"name":"identifiers","type":"Array","items":{"type":"Object","fields":\
                [{"name":"provider","type":"String"},{"name":"id","type":"String"}]}},\
                {"name":"phoneNumbers","type":"Array","items":\
                {"type":"String","format":"phone","sensitive":{"policy":"hash","normalize":"phone"}}},\
                {"name":"ext","type":"Object"}]""";

        var answer = Api.admin().body("""
                {"source_type": "batch_guest", "source_name": "Guest", "schema": %s, "primary_key": ["guestType"],
                 "kind": "entities", "batch_schema": "guest"}""".formatted(fields)).post("/v1/{id}/sources", accountId);

        answer.then().statusCode(201);
        assertThat(answer.asString()).startsWith("""
                        {"source_type":"batch_guest","source_name":"Guest","description":"","schema":%s,\
                        "primary_key":["guestType"],"kind":"entities","batch_schema":"guest","version":1,""".formatted(fields));
        assertThat(Api.admin()
                        .get("/v1/{id}/sources/batch_guest/schema", accountId)
                        .asString())
                .isEqualTo(answer.asString());
        problem(
                Api.admin().body("{\"plain_copy\": true}").patch("/v1/{id}/sources/batch_guest/schema", accountId),
                422,
                "The change is refused: plain_copy: plain_copy is for files, expected none for a source of kind entities.");
        problem(
                Api.admin().body("{\"kind\": \"days\"}").patch("/v1/{id}/sources/batch_guest/schema", accountId),
                422,
                "The change is refused: kind: cannot be changed: the source is of kind entities since its creation; register another source.");
        Api.service("sftp-server")
                .get("/internal/sftp-accounts")
                .then()
                .body("accounts.find { it.accuid == '%s' }.source_types".formatted(accountId), empty());
    }

    @Test
    void takesRecordsOfASchemaInOneSourceOnly() {
        var guest = """
                {"source_type": "%s", "source_name": "Guest", "schema": [{"name": "id", "type": "String"}],
                 "kind": "entities", "batch_schema": "guest"}""";
        Api.admin()
                .body(guest.formatted("guest_a"))
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201);

        problem(
                Api.admin().body(guest.formatted("guest_b")).post("/v1/{id}/sources", accountId),
                409,
                "Account %s takes records of the schema guest in its source guest_a already; choose another batch_schema."
                        .formatted(accountId));
        Api.admin().delete("/v1/{id}/sources/guest_a", accountId).then().statusCode(204);
        Api.admin()
                .body(guest.formatted("guest_b"))
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201);
        problem(
                Api.admin().body(guest.formatted("guest_a")).post("/v1/{id}/sources", accountId),
                409,
                "Account %s takes records of the schema guest in its source guest_b already; choose another batch_schema."
                        .formatted(accountId));
    }

    @Test
    void listsTheSourcesThatTakeFiles() {
        Api.newMember(accountId);

        Api.tenant(accountId, 1)
                .get("/v1/{id}/sources", accountId)
                .then()
                .statusCode(200)
                .body("sources.source_type", contains("member"));
        Api.admin().delete("/v1/{id}/sources/member", accountId).then().statusCode(204);

        Api.admin().get("/v1/{id}/sources", accountId).then().body("sources", empty());
        Api.admin().get("/v1/{id}/sources?retired=true", accountId).then().body("sources.retired", contains(true));
        Api.admin()
                .get("/v1/{id}/sources/member/schema", accountId)
                .then()
                .statusCode(200)
                .body("retired", equalTo(true));
        problem(
                Api.admin().body("{\"description\": \"x\"}").patch("/v1/{id}/sources/member/schema", accountId),
                409,
                "The source member of account %s is retired and does not change any more.".formatted(accountId));
    }

    @Test
    void goesOnWithTheNextVersionWhenARetiredSourceComesBack() {
        Api.newMember(accountId);
        Api.admin().delete("/v1/{id}/sources/member", accountId).then().statusCode(204);

        Api.admin()
                .body(Api.MEMBER)
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201)
                .body("version", equalTo(2))
                .body("retired", equalTo(null));
    }

    @Test
    void refusesASourceThatIsThere() {
        Api.newMember(accountId);

        problem(
                Api.admin().body(Api.MEMBER).post("/v1/{id}/sources", accountId),
                409,
                "Account %s has the source member already; change it by PATCH /v1/%s/sources/member/schema."
                        .formatted(accountId, accountId));
    }

    @Test
    void letsOnlyAdminsRegisterSources() {
        problem(
                Api.tenant(accountId, 1).body(Api.MEMBER).post("/v1/{id}/sources", accountId),
                403,
                "The role of the token does not allow POST /v1/%s/sources.".formatted(accountId));
    }

    @Test
    void namesEveryFieldOfABadSchema() {
        var answer = Api.admin().body("""
                        {"source_type": "Order!", "source_name": " ", "schema": [
                          {"name": "id", "type": "Integer"}, {"name": "id", "type": "Intger"},
                          {"name": "code", "type": "String", "constraints": {"pattern": "("}}, null]}""").post("/v1/{id}/sources", accountId);

        answer.then().statusCode(422).contentType("application/problem+json");
        assertThat(answer.jsonPath().<String>getList("errors.field"))
                .contains("source_type", "source_name")
                .anyMatch(field -> field.startsWith("schema[1]"))
                .anyMatch(field -> field.startsWith("schema[2]"))
                .anyMatch(field -> field.startsWith("schema[3]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{|The body is not valid JSON: it ends too early at line 1, column 2.",
                "[]|The body is no JSON object, expected one in braces { }.",
                "{\"colour\": 1}|Unknown key \"colour\". Known keys: acceptance, batch_schema, byte_order_mark, description, fallback_key, fields_match, kind, plain_copy, primary_key, schema, source_name, source_type.",
                "{\"schema\": {}}|Expected a list but got an object at schema.",
                "{\"schema\": [{\"name\": 1}]}|Expected text but got a number at schema[0].name.",
                "{\"schema\": [{\"minLength\": 1}]}|Unknown key \"minLength\" at schema[0].minLength. Known keys: constraints, description, false_values, fields, format, items, missing_values, name, renamed_from, sensitive, single, time_zone, true_values, type.",
                "{\"description\": [\"x\"]}|Expected text but got a list at description.",
            })
    void saysWhatIsWrongWithTheBody(String body, String detail) {
        Api.newMember(accountId);
        problem(Api.admin().body(body).patch("/v1/{id}/sources/member/schema", accountId), 400, detail);
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        Api.newMember(accountId);
        Api.admin()
                .body(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                .patch("/v1/{id}/sources/member/schema", accountId)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void keepsNulOutOfTheDatabase() {
        Api.newMember(accountId);
        problem(
                Api.admin().body("{\"description\": \"a\\u0000b\"}").patch("/v1/{id}/sources/member/schema", accountId),
                422,
                "The change is refused: description: has a NUL character, expected none.");
        Api.admin()
                .urlEncodingEnabled(false)
                .delete("/v1/accounts/" + accountId + "/tokens/a%00b")
                .then()
                .statusCode(404);
        Api.admin()
                .urlEncodingEnabled(false)
                .get("/v1/accounts?cursor=a%00b")
                .then()
                .statusCode(400);
    }

    @Test
    void keepsControlCharactersOutOfDescriptions() {
        Api.newMember(accountId);

        problem(
                Api.admin().body("{\"description\": \"a\\u001bb\"}").patch("/v1/{id}/sources/member/schema", accountId),
                422,
                "The change is refused: description: has a control character, expected none but tabs and line breaks.");
        problem(
                Api.admin()
                        .body(
                                "{\"schema\": [{\"name\": \"id\", \"type\": \"Integer\", \"description\": \"a\\u0007\"}]}")
                        .patch("/v1/{id}/sources/member/schema", accountId),
                422,
                "The change is refused: schema[0].description: has a control character, expected none but tabs and line breaks.");
    }

    @Test
    void refusesABodyThatIsNestedTooDeeply() {
        Api.newMember(accountId);
        problem(
                Api.admin().body("[".repeat(2000)).patch("/v1/{id}/sources/member/schema", accountId),
                400,
                "The JSON body is nested too deeply, expected at most 64 levels.");
    }

    @Test
    void saysThatTheBodyIsMissing() {
        Api.newMember(accountId);
        problem(
                Api.admin().patch("/v1/{id}/sources/member/schema", accountId),
                400,
                "The body is empty, expected a JSON object.");
    }

    @Test
    void refusesASchemaWithoutFields() {
        Api.newMember(accountId);
        problem(
                Api.admin().body("{\"schema\": null}").patch("/v1/{id}/sources/member/schema", accountId),
                422,
                "The change is refused: schema: has no fields, expected a list of at least one like"
                        + " {\"name\": \"id\", \"type\": \"Integer\"}.");
        Api.admin().get("/v1/{id}/sources/member/schema", accountId).then().header("ETag", "\"1\"");
    }

    @Test
    void answersUnknownThings() {
        problem(
                Api.admin().get("/v1/{id}/sources/nope/schema", accountId),
                404,
                "Account %s has no source \"nope\". Its sources are listed at /v1/%s/sources."
                        .formatted(accountId, accountId));
        problem(Api.admin().get("/v1/NOPE/sources"), 404, "There is no account \"NOPE\".");
        problem(Api.admin().body(Api.MEMBER).post("/v1/nope/sources"), 404, "There is no account \"nope\".");
        problem(Api.admin().get("/v3/x"), 404, "There is nothing at /v3/x.");
        problem(Api.admin().put("/v1/accounts"), 405, "PUT is not possible at /v1/accounts, expected GET, HEAD, POST.");
        problem(
                Api.admin().contentType("text/csv").body("x").post("/v1/accounts"),
                415,
                "The header Content-Type is text/csv, which /v1/accounts does not take.");
        problem(
                Api.tenant(accountId, 1).get("/v1/other/sources/member/schema"),
                403,
                "The token is of account %s and does not reach account other.".formatted(accountId));
        problem(Api.admin().get("/v1/accounts?limit=many"), 400, "limit is \"many\", expected a number from 1 to 500.");
    }
}
