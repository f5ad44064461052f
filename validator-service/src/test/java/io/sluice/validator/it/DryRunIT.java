package io.sluice.validator.it;

import static io.restassured.RestAssured.given;
import static io.sluice.validator.it.DryRunCalls.GOOD;
import static io.sluice.validator.it.DryRunCalls.PATH;
import static io.sluice.validator.it.DryRunCalls.know;
import static io.sluice.validator.it.DryRunCalls.request;
import static io.sluice.validator.it.DryRunCalls.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.WrongValueRun;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/{accuid}/sources/{source_type}/validate` over HTTP.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class DryRunIT {
    private static final String BAD = "id,name\n1,Ann\nx,=Bo\n";

    @ConfigProperty(name = "sluice.test.sftp-volume")
    String volume;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "sluice.schema-service.url")
    String schemaUrl;

    private Platform platform;

    @BeforeEach
    void connect() {
        platform = new Platform(Path.of(volume), bootstrapServers, schemaUrl);
        platform.putSchema("dry", "order", Platform.ORDER_SCHEMA);
        know("dry", "order");
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void returnsTheReportOfAValidBody() {
        request("text/csv")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("status", equalTo("success"))
                .body("error_msg", nullValue())
                .body("schema_version", equalTo(3))
                .body("complete", equalTo(true))
                .body("rows", equalTo(2))
                .body("rows_accepted", equalTo(2))
                .body("error_count", equalTo(0))
                .body("totals", hasSize(0))
                .body("truncated", equalTo(false))
                .body("errors", hasSize(0))
                .body("job_id", nullValue());
    }

    @Test
    void returnsTheReportOfAnInvalidBody() {
        request("text/csv; charset=UTF-8")
                .body(BAD)
                .post(PATH)
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("error_msg", equalTo("Invalid data type in column [id] at line 3; 1 error in 2 rows"))
                .body("error_count", equalTo(1))
                .body("errors.code", contains("type-error"))
                .body("errors[0].line", equalTo(3))
                .body("totals[0].count", equalTo(1));
    }

    @Test
    void returnsCsvIfAccepted() {
        var csv = request("text/csv")
                .accept("text/csv")
                .body(BAD)
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        assertThat(csv).startsWith("line,record,column,code,rule,value,message\n3,2,id,type-error,,x,");
    }

    @Test
    void readsTsv() {
        request("text/tab-separated-values")
                .body("id\tname\n1\tA, B\n")
                .post(PATH)
                .then()
                .statusCode(200)
                .body("status", equalTo("success"));
    }

    @Test
    void reportsAnEmptyBody() {
        request("text/csv").post(PATH).then().statusCode(200).body("errors.code", contains("empty-file"));
    }

    @Test
    void refusesOtherContentTypes() {
        request("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo(
                                "The Content-Type is application/json, expected text/csv or text/tab-separated-values."));
    }

    @Test
    void refusesAnotherCharset() {
        request("text/csv; charset=ISO-8859-1")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(415)
                .body("detail", equalTo("The charset is ISO-8859-1, expected utf-8."));
    }

    @Test
    void refusesAnUnsupportedAcceptHeader() {
        request("text/csv")
                .accept("application/xml")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("detail", equalTo("The report comes as application/json or text/csv, not as application/xml."));
    }

    @Test
    void refusesALargeBodyByItsLength() {
        request("text/csv")
                .body("id,name\n" + "1,Ann\n".repeat(50_000))
                .post(PATH)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo(
                                "The body is larger than 102,400 bytes, the limit of a dry run. Upload the file over SFTP, or send its first part."));
    }

    @Test
    void answersNotFoundForAnUnregisteredSource() {
        request("text/csv")
                .body(GOOD)
                .post("/v1/dry/sources/member/validate")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo("Account dry has no source \"member\". Its sources are listed at /v1/dry/sources."));
    }

    @Test
    void requiresAToken() {
        given().contentType("text/csv").body(GOOD).post(PATH).then().statusCode(401);
    }

    @Test
    void refusesAnotherAccount() {
        request("text/csv")
                .body(GOOD)
                .post("/v1/other/sources/order/validate")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    /// A check costs more than a reading token may spend.
    @Test
    void refusesATokenThatMayOnlyRead() {
        given().auth()
                .oauth2(Tokens.tenantWith("dry", "scope", "read"))
                .contentType("text/csv")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void answersWrongValuesWithProblems() {
        var run = WrongValueRun.against(RestAssured.port)
                .token("admin", Tokens.admin())
                .token("tenant", token())
                .parameter("accuid", "dry")
                .parameter("source_type", "order")
                .body("POST /v1/{accuid}/sources/{source_type}/validate", GOOD);

        var wrong = run.send();

        System.out.println("validator-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }

    @Test
    void checksManyUniqueColumnsInTheMemoryOfADryRun() {
        var fields = IntStream.range(0, 1_000)
                .mapToObj("{\"name\": \"c%d\", \"type\": \"String\", \"constraints\": {\"unique\": true}}"::formatted)
                .collect(Collectors.joining(","));
        platform.putSchema("dry", "wide", """
                {"source_type": "wide", "source_name": "Wide", "description": "", "version": 1, "schema": [%s],
                 "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}""".formatted(fields));

        request("text/csv")
                .body("%s\n%s\n%s\n".formatted(row("c%d"), row("a%d"), row("b%d")))
                .post("/v1/dry/sources/wide/validate")
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("rows", equalTo(2));
    }

    private static String row(String cell) {
        return IntStream.range(0, 1_000).mapToObj(cell::formatted).collect(Collectors.joining(","));
    }
}
