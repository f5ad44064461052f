package io.sluice.web.security;

import static io.sluice.fixtures.Tokens.role;
import static io.sluice.fixtures.Tokens.tenant;
import static io.sluice.web.Requests.with;
import static io.sluice.web.Requests.withToken;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.KnownAccounts;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccountScopeQuarkusTest {
    private static final String NOT_ACCEPTED = "The token is not accepted: expected a signed JWT of this platform.";
    private static final String ORDER = """
            {"name": "a", "count": 1, "urgent": true, "lines": []}""";

    @Inject
    KnownAccounts accounts;

    @BeforeEach
    void knowAccounts() {
        accounts.areCurrent();
        accounts.put("acme", AccountState.ACTIVE, Set.of("revoked-token"));
        accounts.put("sleepy", AccountState.SUSPENDED, Set.of());
        accounts.put("gone", AccountState.ERASED, Set.of());
        accounts.put("other", AccountState.ACTIVE, Set.of());
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
    void asksAnAccountThatIsNotKnownYetToTryAgain() {
        var answer = with(tenant("brand-new")).get("/v1/brand-new/probe");

        refused(answer, 503, "Account brand-new is not known here yet. Try again in a moment.");
        answer.then().header("Retry-After", "1");
    }

    @ParameterizedTest
    @CsvSource({"tenant,acme", "tenant,sleepy", "tenant,brand-new", "admin,acme", "admin,brand-new"})
    void asksToTryAgainWhileTheAccountsAreNotRead(String role, String account) {
        accounts.areNotRead();

        var answer =
                with(role.equals("admin") ? role("admin") : tenant(account)).get("/v1/" + account + "/probe");

        refused(
                answer,
                503,
                "The state of account %s is not known at the moment, so nothing of it is answered. Try again in 5 s."
                        .formatted(account));
        answer.then().header("Retry-After", "5");
    }

    @Test
    void asksToTryAgainWhenARevocationMayHaveBeenMissed() {
        accounts.wereCurrent(Duration.ofSeconds(59));
        with(tenant("acme")).get("/v1/acme/probe").then().statusCode(200);

        accounts.wereCurrent(Duration.ofSeconds(61));

        with(tenant("acme")).get("/v1/acme/probe").then().statusCode(503).header("Retry-After", "5");
        with(tenant("acme").claim("jti", "revoked-token"))
                .get("/v1/acme/probe")
                .then()
                .statusCode(503);
    }

    @Test
    void refusesAnAdministratorAnAccountThatDoesNotExist() {
        refused(with(role("admin")).get("/v1/nobody/probe"), 404, "There is no account \"nobody\".");
    }

    @Test
    void refusesARevokedToken() {
        refused(
                with(tenant("acme").claim("jti", "revoked-token")).get("/v1/acme/probe"),
                401,
                "The token revoked-token was revoked. Ask the platform team for a new one.");
    }

    @ParameterizedTest
    @CsvSource({"admin,/v1/acme/probe", "admin,/v1/admins", "job-service,/v1/replays"})
    void refusesARevokedTokenOfThePlatform(String role, String path) {
        accounts.revoke(Set.of("revoked-" + role));

        refused(
                with(role(role).claim("jti", "revoked-" + role)).get(path),
                401,
                "The token revoked-" + role + " was revoked. Ask the platform team for a new one.");
        accounts.revoke(Set.of());
    }

    @ParameterizedTest
    @CsvSource({"admin,/v1/admins", "job-service,/v1/replays"})
    void asksToTryAgainWhileRevocationsOfThePlatformAreNotKnown(String role, String path) {
        with(role(role)).get(path).then().statusCode(200);
        accounts.areNotRead();

        var answer = with(role(role)).get(path);

        refused(answer, 503, "Whether the token was revoked is not known at the moment. Try again in 5 s.");
        answer.then().header("Retry-After", "5");
    }

    @ParameterizedTest
    @CsvSource({"admin,/v1/acme/probe", "admin,/v1/admins", "job-service,/v1/replays"})
    void refusesThePlatformAloneWhileItsRevocationsAreUnreadable(String role, String path) {
        accounts.forgetRevocations();

        refused(
                with(role(role)).get(path),
                503,
                "Whether the token was revoked is not known at the moment. Try again in 5 s.");
        with(tenant("acme")).get("/v1/acme/probe").then().statusCode(200);
        accounts.revoke(Set.of());
        with(role(role)).get(path).then().statusCode(not(503));
    }

    @Test
    void refusesASuspendedAccount() {
        refused(with(tenant("sleepy")).get("/v1/sleepy/probe"), 403, "Account sleepy is suspended.");
    }

    @Test
    void anErasedAccountIsThereForNobody() {
        refused(with(tenant("gone")).get("/v1/gone/blocking"), 404, "There is no account \"gone\".");
        refused(with(role("admin")).get("/v1/gone/blocking"), 404, "There is no account \"gone\".");
    }

    @Test
    void refusesATenantTokenWithoutAccount() {
        refused(
                with(role("tenant")).get("/v1/acme/probe"),
                401,
                "The token names no account: its claim accuid is missing or malformed.");
    }

    @Test
    void letsAdminsReachEveryAccount() {
        with(role("admin")).get("/v1/sleepy/probe").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "sftp-server", "validator-service", "job-service", "anything"})
    void aServiceReachesOnlyWhatNamesItsRole(String role) {
        refused(
                with(role(role)).get("/v1/acme/probe"),
                403,
                "The role of the token does not allow GET /v1/acme/probe.");
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

    @ParameterizedTest
    @ValueSource(strings = {"data", "read", "write", "read write", "data other"})
    void aTokenWithAnyScopeReadsDataSets(String scope) {
        with(tenant("acme").claim("scope", scope)).get("/v1/acme/data").then().statusCode(200);
    }

    @Test
    void aTokenWithoutAKnownScopeReadsNoDataSets() {
        refused(
                with(tenant("acme").claim("scope", "manage")).get("/v1/acme/data"),
                403,
                "The token's scope is \"manage\", GET needs data.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "manage", "", "reader", "READ", "read-write"})
    void aTokenWithoutReadAndWriteDoesNeither(String scope) {
        refused(
                with(tenant("acme").claim("scope", scope)).get("/v1/acme/probe"),
                403,
                "The token's scope is \"%s\", GET needs read.".formatted(scope));
        refused(
                with(tenant("acme").claim("scope", scope)).body(ORDER).post("/v1/acme/orders"),
                403,
                "The token's scope is \"%s\", POST needs write.".formatted(scope));
    }

    @Test
    void aWritingTokenReads() {
        with(tenant("acme").claim("scope", "write"))
                .get("/v1/acme/probe")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenWithoutScopeDoesNothing() {
        refused(
                with(tenant("acme").remove("scope")).get("/v1/acme/probe"),
                403,
                "The token names no scope, GET needs read.");
    }

    @Test
    void aTenantReachesNothingThatNamesNoScope() {
        refused(
                with(tenant("acme")).get("/v1/acme/unscoped"),
                403,
                "The role of the token does not allow GET /v1/acme/unscoped.");
        with(role("admin")).get("/v1/acme/unscoped").then().statusCode(200);
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
    void refusesATokenForAnotherAudience() {
        refused(
                with(tenant("acme").audience("elsewhere")).get("/v1/acme/probe"),
                401,
                "The token is for another audience (claim aud), expected the one of this platform.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "admin"})
    void refusesATokenWithoutAudience(String who) {
        var claims = who.equals("admin") ? role("admin") : tenant(who);
        refused(
                with(claims.remove("aud")).get("/v1/acme/probe"),
                401,
                "The token is for another audience (claim aud), expected the one of this platform.");
    }

    /// Signed with the platform's key, but no token of the platform.
    @ParameterizedTest
    @MethodSource("malformedClaims")
    void refusesMalformedClaims(String name, Object value, String detail) {
        var answer = withToken(Tokens.tenantWith("acme", name, value)).get("/v1/acme/probe");

        refused(answer, 401, detail);
    }

    static Stream<Arguments> malformedClaims() {
        return Stream.of(
                arguments("groups", 7, NOT_ACCEPTED),
                arguments("groups", "admin", "The claim groups of the token is \"admin\", expected a list of text."),
                arguments("groups", List.of(7), "The claim groups of the token is [7], expected a list of text."),
                arguments("groups", Map.of("a", 1), NOT_ACCEPTED),
                arguments("groups", true, NOT_ACCEPTED),
                arguments("groups", null, "The claim groups of the token is missing, expected a list of text."),
                arguments("accuid", 7, "The claim accuid of the token is 7, expected text."),
                arguments("accuid", List.of("acme"), "The claim accuid of the token is [acme], expected text."),
                arguments("scope", 7, "The claim scope of the token is 7, expected text."),
                arguments("scope", List.of("write"), "The claim scope of the token is [write], expected text."),
                arguments("jti", 7, NOT_ACCEPTED),
                arguments("jti", null, "The claim jti of the token is missing, expected text."),
                arguments("uid", "seven", "The claim uid of the token is \"seven\", expected a whole number."),
                arguments("uid", 1.5, "The claim uid of the token is 1.5, expected a whole number."),
                arguments("upn", 7, "The claim upn of the token is 7, expected text."),
                arguments("sub", 7, NOT_ACCEPTED),
                arguments("iss", 7, NOT_ACCEPTED),
                arguments("aud", 7, NOT_ACCEPTED),
                arguments("exp", null, NOT_ACCEPTED),
                arguments("exp", "tomorrow", NOT_ACCEPTED),
                arguments("exp", List.of(), NOT_ACCEPTED),
                arguments("iat", "today", NOT_ACCEPTED),
                arguments("nbf", "today", NOT_ACCEPTED));
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
