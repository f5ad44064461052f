package io.sluice.web.security;

import static io.sluice.fixtures.Tokens.role;
import static io.sluice.fixtures.Tokens.tenant;
import static io.sluice.web.Requests.with;
import static io.sluice.web.Requests.withToken;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.KnownAccounts;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccountScopeQuarkusTest {
    private static final String ORDER = """
            {"name": "a", "count": 1, "urgent": true, "lines": []}""";

    @Inject
    KnownAccounts accounts;

    @BeforeEach
    void knowAccounts() {
        accounts.put("acme", AccountState.ACTIVE, Set.of("revoked-token"));
        accounts.put("sleepy", AccountState.SUSPENDED, Set.of());
        accounts.put("gone", AccountState.ERASED, Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/acme/probe", "/v1/acme/blocking"})
    void letsATenantReachItsAccount(String path) {
        with(tenant("acme")).get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/other/probe", "/v1/other/blocking", "/v1/ACME/probe", "/v1/acme%2Fx/probe"})
    void keepsATenantFromOtherAccounts(String path) {
        with(tenant("acme")).get(path).then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void saysWhichAccountTheTokenIsOf() {
        refused(
                with(tenant("acme")).get("/v1/other/probe"),
                403,
                "The token is of account acme and does not reach account other.");
    }

    @Test
    void letsAnAccountThatIsNotKnownYetReachItself() {
        with(tenant("brand-new")).get("/v1/brand-new/probe").then().statusCode(200);
    }

    @Test
    void refusesARevokedToken() {
        refused(
                with(tenant("acme").claim("jti", "revoked-token")).get("/v1/acme/probe"),
                401,
                "The token revoked-token was revoked. Ask the platform team for a new one.");
    }

    @Test
    void refusesASuspendedAccount() {
        refused(with(tenant("sleepy")).get("/v1/sleepy/probe"), 403, "Account sleepy is suspended.");
    }

    @Test
    void refusesAnErasedAccount() {
        refused(with(tenant("gone")).get("/v1/gone/blocking"), 403, "Account gone is erased.");
    }

    @Test
    void refusesATenantTokenWithoutAccount() {
        refused(
                with(role("tenant")).get("/v1/acme/probe"),
                401,
                "The token names no account: its claim accuid is missing or malformed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "service"})
    void letsAdminsAndServicesReachEveryAccount(String role) {
        with(role(role)).get("/v1/sleepy/probe").then().statusCode(200);
    }

    @Test
    void letsAReadingTokenReadOnly() {
        var token = tenant("acme").claim("scope", "read");
        with(token).get("/v1/acme/probe").then().statusCode(200);

        refused(
                with(tenant("acme").claim("scope", "read")).body(ORDER).post("/v1/acme/orders"),
                403,
                "The token's scope is \"read\", POST needs write.");
    }

    @Test
    void letsATokenOfBothScopesWrite() {
        with(tenant("acme").claim("scope", "read write"))
                .body(ORDER)
                .post("/v1/acme/orders")
                .then()
                .statusCode(200);
    }

    @Test
    void answersOpenPathsWithoutToken() {
        RestAssured.given().get("/open").then().statusCode(200);
    }

    @Test
    void asksForATokenWhereOneIsNeeded() {
        refused(
                RestAssured.given().get("/v1/acme/probe"),
                401,
                "GET /v1/acme/probe needs a token: send the header \"Authorization: Bearer <token>\".");
    }

    @Test
    void refusesTheWrongRole() {
        refused(with(tenant("acme")).get("/v1/admins"), 403, "The role of the token does not allow GET /v1/admins.");
    }

    @Test
    void refusesGarbage() {
        refused(
                withToken("garbage").get("/v1/acme/probe"),
                401,
                "The token is not accepted: expected a signed JWT of this platform.");
    }

    @Test
    void refusesAnExpiredToken() {
        refused(
                with(tenant("acme")
                                .issuedAt(Instant.now().minusSeconds(7200))
                                .expiresAt(Instant.now().minusSeconds(3600)))
                        .get("/v1/acme/probe"),
                401,
                "The token has expired. Ask the platform team for a new one.");
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        refused(
                with(tenant("acme").issuer("https://elsewhere.example")).get("/v1/acme/probe"),
                401,
                "The token's issuer (claim iss) is not the one this platform trusts.");
    }

    @Test
    void refusesATokenSignedByAnotherKey() throws NoSuchAlgorithmException {
        var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        refused(
                withToken(tenant("acme").sign(stranger)).get("/v1/acme/probe"),
                401,
                "The token's signature does not verify: it was not issued by this platform.");
    }

    @Test
    void refusesATokenThatIsNotSigned() {
        var claims = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"iss\":\"https://sluice.local\",\"upn\":\"acme\",\"groups\":[\"admin\"],\"iat\":1,\"exp\":9999999999}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        withToken(header + "." + claims + ".").get("/v1/admins").then().statusCode(401);
    }

    private static void refused(Response answer, int status, String detail) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", equalTo(detail));
    }
}
