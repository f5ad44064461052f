package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.Crypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@RealParts
class AccountIT {
    private static final Duration WITHIN_SECONDS = Duration.ofSeconds(5);

    @Test
    void givesANewAccountAllItsUserNeeds() {
        var id = Api.newId();

        var answer = Api.admin().body("""
                { "accuid": "%s", "name": "Acme Retail", "contacts": ["data@acme.example"],
                  "ip_allowlist": ["203.0.113.0/24"], "ssh_public_keys": [], "time_zone": "Asia/Taipei" }
                """.formatted(id)).post("/v1/accounts");

        answer.then().statusCode(201).header("Cache-Control", "no-store");
        var json = answer.jsonPath();
        assertThat(answer.asString()).isEqualTo("""
                        {"accuid":"%s","sftp":{"host":"sftp.example.com","port":2222,"username":"%s","password":"%s"},\
                        "work_directory":"/sources","api_token":"%s","client_key":"%s",\
                        "ip_allowlist":["203.0.113.0/24"]}""".formatted(
                        id, id, json.getString("sftp.password"), json.get("api_token"), json.get("client_key")));
        assertThat(json.getString("sftp.password")).matches("[A-Za-z0-9]{24}");
        Api.with(json.getString("api_token")).get("/v1/{id}/sources", id).then().statusCode(200);
        Api.with(json.getString("api_token")).get("/v1/somebody/sources").then().statusCode(403);
    }

    @Test
    void storesThePasswordAsACryptHash() {
        var id = Api.newId();
        Api.admin()
                .body(Map.of("accuid", id, "name", "Acme", "password", "correct horse battery"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("sftp.password", equalTo("correct horse battery"));

        var hash = Api.service("sftp-server")
                .get("/internal/sftp-accounts")
                .jsonPath()
                .getString("accounts.find { it.accuid == '%s' }.password_hash".formatted(id));

        assertThat(hash).startsWith("$6$");
        assertThat(Crypt.crypt("correct horse battery".getBytes(StandardCharsets.UTF_8), hash))
                .isEqualTo(hash);
    }

    @Test
    void namesTheTermsOfAnAccountToTheSftpServers() {
        var id = Api.newId();
        Api.admin()
                .body(Map.of("accuid", id, "name", "Acme", "locale", "zh-TW", "time_zone", "Asia/Taipei"))
                .post("/v1/accounts")
                .then()
                .statusCode(201);

        var terms = Api.service("sftp-server")
                .get("/internal/sftp-accounts")
                .jsonPath()
                .getMap("accounts.find { it.accuid == '%s' }.terms".formatted(id));

        assertThat(terms.toString())
                .isEqualTo(
                        "{locale=zh-TW, time_zone=Asia/Taipei, workspace_limit_bytes=5368709120, daily_upload_limit_bytes=1073741824}");
    }

    @Test
    void fillsInWhatIsNotGiven() {
        var id = Api.newAccount();

        var answer = Api.admin().get("/v1/accounts/{id}", id);

        answer.then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("time_zone", equalTo("UTC"))
                .body("locale", equalTo("en"))
                .body("contacts", empty())
                .body("ip_allowlist", empty())
                .body("workspace_limit_bytes", equalTo(5_368_709_120L))
                .body("daily_upload_limit_bytes", equalTo(1_073_741_824))
                .body("created_by", equalTo(7));
        assertThat(answer.asString()).doesNotContain("password", "pickup", "client_key", "hash");
    }

    @Test
    void refusesAnIdThatIsTaken() {
        var id = Api.newAccount();

        problem(
                Api.admin().body(Map.of("accuid", id, "name", "Other")).post("/v1/accounts"),
                409,
                "Account %s exists already; change it by PATCH /v1/accounts/%s.".formatted(id, id));
    }

    @Test
    void makesOneOfManyAccountsOfOneId() throws Exception {
        var id = Api.newId();
        var posts = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(n -> () -> Api.admin()
                        .body(Map.of("accuid", id, "name", "Acme " + n))
                        .post("/v1/accounts")
                        .statusCode())
                .toList();

        try (var threads = Executors.newFixedThreadPool(6)) {
            var statuses =
                    threads.invokeAll(posts).stream().map(f -> f.resultNow()).toList();
            assertThat(statuses)
                    .containsOnlyOnce(201)
                    .filteredOn(status -> status == 409)
                    .hasSize(11);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"name\": \"A\"}|accuid|is missing, expected an id like 110-1234-567",
                "{\"accuid\": \"A b\", \"name\": \"A\"}|accuid|\"A b\" is no account id, expected 1 to 32 lower-case letters, digits and -, not beginning with -",
                "{\"accuid\": \"accounts\", \"name\": \"A\"}|accuid|\"accounts\" is a reserved word, expected another id",
                "{\"accuid\": \"sluice-service\", \"name\": \"A\"}|accuid|\"sluice-service\" is a user of the SFTP server's own system, expected another id",
                "{\"accuid\": \"x\"}|name|is missing, expected what the account is called, e.g. Acme Retail",
                "{\"accuid\": \"x\", \"name\": \"A\", \"contacts\": [\"a@b.example\", \"nobody\"]}|contacts[1]|\"nobody\" is no e-mail address, expected e.g. data@acme.example",
                "{\"accuid\": \"x\", \"name\": \"A\", \"ip_allowlist\": [\"203.0.113.7\"]}|ip_allowlist[0]|\"203.0.113.7\" has no prefix length, for this one address write 203.0.113.7/32",
                "{\"accuid\": \"x\", \"name\": \"A\", \"ssh_public_keys\": [\"hello\"]}|ssh_public_keys[0]|begins with \"hello\", which is no key type that is taken; expected an OpenSSH public key like ssh-ed25519 AAAA… (the .pub file)",
                "{\"accuid\": \"x\", \"name\": \"A\", \"time_zone\": \"Taipei\"}|time_zone|\"Taipei\" is no time zone, expected an IANA name like Asia/Taipei",
                "{\"accuid\": \"x\", \"name\": \"A\", \"locale\": \"x y\"}|locale|\"x y\" is no language tag, expected e.g. en or zh-TW",
                "{\"accuid\": \"x\", \"name\": \"A\", \"retention_days\": 0}|retention_days|is 0, expected 1 to 36500 days",
                "{\"accuid\": \"x\", \"name\": \"A\", \"pickup\": \"daily\"}|pickup|\"daily\" has 1 parts, expected continuous, or five cron fields and a time zone like 0 6 * * * Asia/Taipei",
                "{\"accuid\": \"x\", \"name\": \"A\", \"workspace_limit_bytes\": 0}|workspace_limit_bytes|is 0, expected a positive number of bytes",
                "{\"accuid\": \"x\", \"name\": \"A\", \"daily_upload_limit_bytes\": -1}|daily_upload_limit_bytes|is -1, expected a positive number of bytes",
                "{\"accuid\": \"x\", \"name\": \"A\", \"password\": \"short\"}|password|has 5 characters, expected 12 to 128",
                "{\"accuid\": \"x\", \"name\": \"A\", \"state\": \"active\"}|state|cannot be given, a new account is active",
            })
    void namesTheFieldThatIsWrong(String body, String field, String message) {
        var answer = Api.admin().body(body).post("/v1/accounts");

        problem(answer, 422, "The account is refused: %s: %s.".formatted(field, message));
        assertThat(answer.jsonPath().getList("errors")).containsExactly(Map.of("field", field, "message", message));
    }

    @Test
    void changesWhatIsSentAndKeepsTheRest() {
        var id = Api.newAccount();

        Api.admin()
                .body("""
                        {"pickup": "0 6 * * *  Asia/Taipei", "locale": "zh-tw", "contacts": ["ops@acme.example"]}""")
                .patch("/v1/accounts/{id}", id)
                .then()
                .statusCode(200)
                .body("pickup", equalTo("0 6 * * * Asia/Taipei"))
                .body("locale", equalTo("zh-TW"))
                .body("contacts", contains("ops@acme.example"))
                .body("name", equalTo("Acme Retail"));
        Api.admin()
                .body("{\"pickup\": null, \"retention_days\": 30, \"batch_failure_mails\": false}")
                .patch("/v1/accounts/{id}", id)
                .then()
                .statusCode(200)
                .body("pickup", equalTo(null))
                .body("batch_failure_mails", equalTo(false))
                .body("retention_days", equalTo(30));
        Api.admin()
                .body("{\"retention_days\": null}")
                .patch("/v1/accounts/{id}", id)
                .then()
                .statusCode(200)
                .body("retention_days", equalTo(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 6 * * *|\"0 6 * * *\" has 5 parts",
                "0 6 * * * Taipei|\"Taipei\" is no time zone",
                "0 25 * * * Asia/Taipei|\"0 25 * * * Asia/Taipei\" is no cron expression that ever comes true",
            })
    void refusesToChangeThePickupToSomethingElse(String pickup, String fact) {
        var id = Api.newAccount();

        problem(
                Api.admin().body(Map.of("pickup", pickup)).patch("/v1/accounts/{id}", id),
                422,
                ("The change is refused: pickup: %s, expected continuous, or five cron fields and a time zone"
                                + " like 0 6 * * * Asia/Taipei.")
                        .formatted(fact));
        Api.admin().get("/v1/accounts/{id}", id).then().statusCode(200).body("pickup", equalTo(null));
    }

    @Test
    void refusesToChangeTheId() {
        problem(
                Api.admin().body("{\"accuid\": \"x\"}").patch("/v1/accounts/{id}", Api.newAccount()),
                422,
                "The change is refused: accuid: cannot be changed.");
    }

    @Test
    void locksASuspendedAccountOutAndLetsItInAgain() {
        var id = Api.newAccount();
        var tenant = Api.tenant(id, 1);
        tenant.get("/v1/{id}/sources", id).then().statusCode(200);

        Api.admin().delete("/v1/accounts/{id}", id).then().statusCode(200).body("state", equalTo("suspended"));
        await().atMost(WITHIN_SECONDS).until(() -> statusOf(id) == 403);

        Api.admin()
                .body("{\"state\": \"active\"}")
                .patch("/v1/accounts/{id}", id)
                .then()
                .body("state", equalTo("active"));
        await().atMost(WITHIN_SECONDS).until(() -> statusOf(id) == 200);
    }

    private static int statusOf(String id) {
        return Api.anyTenant(id, 1).get("/v1/{id}/sources", id).statusCode();
    }

    @Test
    void erasesOnlyASuspendedAccount() {
        var id = Api.newAccount();
        Api.newMember(id);

        problem(
                Api.admin().delete("/v1/accounts/{id}?erase=true", id),
                409,
                "Account %s is active; suspend it first by DELETE /v1/accounts/%s, then erase it.".formatted(id, id));
        Api.admin().delete("/v1/accounts/{id}", id).then().statusCode(200);
        Api.admin().delete("/v1/accounts/{id}?erase=true", id).then().statusCode(204);

        problem(Api.admin().get("/v1/accounts/{id}", id), 404, "There is no account \"%s\".".formatted(id));
        Api.admin().get("/v1/{id}/sources/member/schema", id).then().statusCode(404);
        problem(
                Api.admin().body(Map.of("accuid", id, "name", "A")).post("/v1/accounts"),
                409,
                "Account %s was erased; its id is not given again, choose another one.".formatted(id));
        Api.service("sftp-server").get("/internal/sftp-accounts").then().body("accounts.accuid", not(hasItem(id)));
        await().atMost(WITHIN_SECONDS).until(() -> statusOf(id) == 404);
    }

    @Test
    void setsAPasswordMadeOrGiven() {
        var id = Api.newAccount();

        var made = Api.admin()
                .post("/v1/accounts/{id}/password", id)
                .then()
                .statusCode(200)
                .body("sftp.username", equalTo(id))
                .extract()
                .<String>path("sftp.password");
        assertThat(made).matches("[A-Za-z0-9]{24}");
        Api.admin()
                .body("{\"password\": \"a better password\"}")
                .post("/v1/accounts/{id}/password", id)
                .then()
                .statusCode(200)
                .body("sftp.password", equalTo("a better password"));
    }

    @Test
    void listsAccountsPageByPage() {
        var first = Api.newAccount();
        var second = Api.newAccount();

        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Api.admin()
                    .queryParam("limit", 1)
                    .queryParam("cursor", cursor)
                    .get("/v1/accounts")
                    .jsonPath();
            seen.addAll(page.getList("accounts.accuid"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).isSorted().doesNotHaveDuplicates().contains(first, second);
    }

    @Test
    void publishesItsKeySetToAnybody() {
        RestAssured.given()
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("keys[0].kty", equalTo("RSA"))
                .body("keys[0].alg", equalTo("RS256"))
                .body("keys[0].d", equalTo(null));
    }

    @Test
    void keepsTenantsAndStrangersFromAccounts() {
        problem(
                Api.anyTenant("acme", 1).get("/v1/accounts"),
                403,
                "The role of the token does not allow GET /v1/accounts.");
        problem(
                RestAssured.given().get("/v1/accounts"),
                401,
                "GET /v1/accounts needs a token: send the header \"Authorization: Bearer <token>\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "validator-service", "job-service", "service"})
    void keepsTheHashesOfPasswordsFromAllButSftpServers(String role) {
        problem(
                Api.service(role).get("/internal/sftp-accounts"),
                403,
                "The role of the token does not allow GET /internal/sftp-accounts.");
    }

    static void problem(Response answer, int status, String detail) {
        answer.then().statusCode(status).contentType("application/problem+json").body("detail", equalTo(detail));
    }
}
