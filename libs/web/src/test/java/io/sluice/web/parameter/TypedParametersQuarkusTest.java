package io.sluice.web.parameter;

import static io.sluice.fixtures.Tokens.role;
import static io.sluice.web.Requests.with;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.sluice.fixtures.http.ManagementPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TypedParametersQuarkusTest {
    private static final String JOB = "0197a5e2c0de7000800000000000beef";

    private static RequestSpecification admin() {
        return with(role("admin"));
    }

    @Test
    void areReadFromPathAndQuery() {
        admin().get("/v1/acme/sources/order/jobs/" + JOB + "?date=20200125")
                .then()
                .statusCode(200)
                .body("account_id", equalTo("acme"))
                .body("source_type", equalTo("order"))
                .body("job_id", equalTo(JOB))
                .body("data_date", equalTo("20200125"));
    }

    @Test
    void mayBeLeftOutOfTheQuery() {
        admin().get("/v1/acme/sources/order/jobs/" + JOB).then().statusCode(200).body("data_date", equalTo(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            /v1/Acme%21/sources/order/jobs/0197a5e2c0de7000800000000000beef | There is no account "Acme!".
            /v1/acme/sources/Order/jobs/0197a5e2c0de7000800000000000beef    | Account acme has no source "Order". Its sources are listed at /v1/acme/sources.
            /v1/acme/sources/order/jobs/42                                  | "42" is no job id, expected 32 lower-case hex digits.
            """)
    void nameNothingWhenTheyAreMalformedInThePath(String path, String detail) {
        problem(path, 404, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            /v1/acme/sources/order/jobs/0197a5e2c0de7000800000000000beef?date=20200230 | date is "20200230", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125.
            /v1/acme/pages?to=tomorrow                                                 | to is "tomorrow", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125.
            """)
    void areBadRequestsWhenTheyAreMalformedInTheQuery(String path, String detail) {
        problem(path, 400, detail);
    }

    @Test
    void areReadIntoParameterClasses() {
        admin().get("/v1/acme/pages?from=20200125").then().statusCode(200).body("from", equalTo("20200125"));
    }

    @Test
    void areDescribedWithTheirPatterns() {
        admin().accept("application/json")
                .get(ManagementPort.url("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body("components.schemas.AccountId.pattern", equalTo("^[a-z0-9][a-z0-9-]{0,31}$"))
                .body("components.schemas.SourceType.pattern", equalTo("^[a-z][a-z0-9_]{0,62}$"))
                .body("components.schemas.JobId.pattern", equalTo("^[0-9a-f]{32}$"))
                .body("components.schemas.DataDate.pattern", equalTo("^[0-9]{8}$"))
                .body("components.schemas.Line.properties.article_number.type", equalTo("string"));
    }

    private static void problem(String path, int status, String detail) {
        admin().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", equalTo(detail));
    }
}
