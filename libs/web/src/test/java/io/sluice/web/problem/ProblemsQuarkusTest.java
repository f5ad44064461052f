package io.sluice.web.problem;

import static io.sluice.fixtures.Tokens.role;
import static io.sluice.web.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsQuarkusTest {
    private static RequestSpecification admin() {
        return with(role("admin"));
    }

    @Test
    void answersUnknownPaths() {
        problem(admin().get("/v3/nothing"), 404, "Not Found", "There is nothing at /v3/nothing.");
    }

    /// RFC 9110, 15.5.6.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/acme/orders                          | POST
            /v1/acme/probe                           | GET, HEAD
            /v1/acme/sources/order/jobs/no-id        | GET, HEAD
            /choice                                  | POST
            """)
    void namesMethodsOfResource(String path, String methods) {
        var answer = admin().delete(path);

        problem(
                answer,
                405,
                "Method Not Allowed",
                "DELETE is not possible at %s, expected %s.".formatted(path, methods));
        assertThat(answer.header("Allow")).isEqualTo(methods);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/xml         | /v1/acme/probe | application/json
            nonsense         | /v1/acme/probe | application/json
            application/json | /table         | text/csv or text/tab-separated-values
            """)
    void namesMediaTypesOfAnswers(String accept, String path, String types) {
        problem(
                admin().header("Accept", accept).get(path),
                406,
                "Not Acceptable",
                "The header Accept asks for %s, which %s does not give; ask for %s.".formatted(accept, path, types));
    }

    @Test
    void answersUnknownMediaTypesOfBodies() {
        problem(
                admin().contentType("text/plain").body("x").post("/v1/acme/orders"),
                415,
                "Unsupported Media Type",
                "The header Content-Type is text/plain, which /v1/acme/orders does not take.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"name\":|The body is not valid JSON: it ends too early at line 1, column 9.",
                "{\"name\": x}|The body is not valid JSON at line 1, column 10: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').",
                "{\"count\": 1, \"urgent\": true, \"colour\": 1}|Unknown key \"colour\". Known keys: count, lines, name, urgent.",
                "{\"lines\": [{\"article\": 1}]}|Unknown key \"article\" at lines[0].article. Known keys: amount, article_number.",
                "{\"count\": \"two\"}|Expected a whole number but got text at count.",
                "{\"count\": 1.5}|Expected a whole number but got a number at count.",
                "{\"count\": null}|Expected a whole number but got null or nothing at count.",
                "{\"name\": 5}|Expected text but got a number at name.",
                "{\"name\": {}}|Expected text but got an object at name.",
                "{\"urgent\": \"yes\"}|Expected true or false but got text at urgent.",
                "{\"lines\": {}}|Expected a list but got an object at lines.",
                "{\"lines\": [7]}|Expected an object but got a number at lines[0].",
                "[]|Expected an object but got a list at the top.",
                "{\"lines\": [{\"amount\": 99999999999999999999}]}|The number at lines[0].amount is out of range.",
                "{\"lines\": [{\"amount\": 1E+999999999999}]}|The number at lines[0].amount is out of range.",
                "{\"colour\": [1E999]}|The number at colour[0] is out of range.",
                "{\"name\": \"a\\ud800\"}|The text at name has half of a surrogate pair, which is no character.",
                "{\"lines\": [{\"article_number\": \"\\udc00\\ud800\"}]}|The text at lines[0].article_number has half of a surrogate pair, which is no character.",
                "{\"name\": \"a\", \"name\": \"b\"}|The JSON body has the key \"name\" twice at line 1, column 21.",
            })
    void saysWhatIsWrongWithAJsonBody(String body, String detail) {
        problem(admin().body(body).post("/v1/acme/orders"), 400, "Bad Request", detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            efbbbf7b7d                 | it begins with a byte order mark
            feff007b007d               | it is not well-formed UTF-8
            fffe7b007d00               | it is not well-formed UTF-8
            007b007d                   | it has a NUL, as UTF-16 and UTF-32 do
            7b007d00                   | it has a NUL, as UTF-16 and UTF-32 do
            7b0000007d000000           | it has a NUL, as UTF-16 and UTF-32 do
            7b226e616d65223a22c080227d | it is not well-formed UTF-8
            7b226e616d65223a22eda080227d | it is not well-formed UTF-8
            7b226e616d65223a22e4227d   | it is not well-formed UTF-8
            """)
    void refusesJsonThatIsNotUtf8(String body, String why) {
        problem(
                admin().contentType("application/json; charset=UTF-16")
                        .body(HexFormat.of().parseHex(body))
                        .post("/v1/acme/orders"),
                400,
                "Bad Request",
                "The body must be UTF-8 without a byte order mark, but %s.".formatted(why));
    }

    @Test
    void readsUtf8() {
        admin().body(
                        "{\"name\": \"\u00e4\u4e2d\ud83d\ude00\\ud83d\\ude00\", \"count\": 1, \"urgent\": true, \"lines\": []}"
                                .getBytes(StandardCharsets.UTF_8))
                .post("/v1/acme/orders")
                .then()
                .statusCode(200)
                .body("name", equalTo("\u00e4\u4e2d\ud83d\ude00\ud83d\ude00"));
    }

    @Test
    void refusesDeepJson() {
        problem(
                admin().body("{\"colour\": " + "[".repeat(70) + "]".repeat(70) + "}")
                        .post("/v1/acme/orders"),
                400,
                "Bad Request",
                "The JSON body is nested too deeply, expected at most 64 levels.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"count": %s}     | 1  | 1001  | A number in the JSON body has too many digits, expected at most 1000.
            {"count": 0.%s}   | 1  | 1001  | A number in the JSON body has too many digits, expected at most 1000.
            {"name%s": 1}     | n  | 60000 | A name or a value in the JSON body is too long.
            """)
    void saysWhatIsTooLongInJson(String body, String part, int times, String detail) {
        problem(admin().body(body.formatted(part.repeat(times))).post("/v1/acme/orders"), 400, "Bad Request", detail);
    }

    @Test
    void saysThatABodyIsTooLarge() {
        problem(
                admin().body("x".repeat(11_000_000)).post("/v1/acme/orders"),
                413,
                "Content Too Large",
                "The body has 11000000 bytes, expected at most 65536.");
    }

    @Test
    void namesThePathButNotTheHost() {
        admin().get("/v3/nothing").then().body("instance", equalTo("/v3/nothing"));
    }

    @Test
    void hidesWhatFailedInside() {
        var answer = admin().get("/v1/acme/broken");

        answer.then().statusCode(500).contentType("application/problem+json");
        assertThat(answer.asString())
                .contains("The platform team finds it in the log as incident " + answer.path("incident") + ".")
                .doesNotContain("secret", "IllegalState", "io.sluice");
    }

    @Test
    void asksToTryAgainWhenADependencyIsUnavailable() {
        problem(
                admin().get("/v1/acme/unavailable"),
                503,
                "Service Unavailable",
                "A part that this needs does not answer at present. Try again in a moment.");
    }

    /// Admin shutdown, crash shutdown, cannot connect now, too many connections.
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "53300"})
    void asksToTryAgainWhileTheDatabaseIsNotReady(String code) {
        admin().get("/v1/acme/database/" + code).then().statusCode(503);
        admin().get("/v1/acme/database/22001").then().statusCode(500);
    }

    private static void problem(Response answer, int status, String title, String detail) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", equalTo(title))
                .body("detail", equalTo(detail));
    }
}
