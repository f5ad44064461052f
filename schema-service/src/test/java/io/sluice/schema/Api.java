package io.sluice.schema;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests of an admin, a tenant or a service.
public final class Api {
    static final long ADMIN_USER = 7;
    private static final Duration KNOWN = Duration.ofSeconds(20);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private Api() {}

    /// An id that no other test uses.
    static String newId() {
        return "t-%d-%d".formatted(ACCOUNTS.incrementAndGet(), System.nanoTime());
    }

    static RequestSpecification admin() {
        return with(adminToken());
    }

    static String adminToken() {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn("operator")
                .groups("admin")
                .claim("uid", ADMIN_USER)
                .expiresIn(Duration.ofMinutes(5))
                .sign();
    }

    static RequestSpecification service(String role) {
        return with(serviceToken(role));
    }

    static String serviceToken(String role) {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(role)
                .groups(role)
                .expiresIn(Duration.ofMinutes(5))
                .sign();
    }

    static RequestSpecification tenant(String accountId, long uid) {
        awaitKnown(accountId);
        return anyTenant(accountId, uid);
    }

    /// Tokens of an account are judged by its facts, which come back over Kafka.
    static void awaitKnown(String accountId) {
        await().atMost(KNOWN)
                .until(() -> anyTenant(accountId, 1)
                                .get("/v1/{id}/sources", accountId)
                                .statusCode()
                        != 503);
    }

    static RequestSpecification anyTenant(String accountId, long uid) {
        return with(Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(accountId)
                .groups("tenant")
                .claim("accuid", accountId)
                .claim("uid", uid)
                .claim("scope", "read write")
                .expiresIn(Duration.ofMinutes(5))
                .sign());
    }

    static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    /// Creates an account and returns its id.
    public static String newAccount() {
        var id = newId();
        admin().body("""
                {"accuid": "%s", "name": "Acme Retail"}""".formatted(id)).post("/v1/accounts").then().statusCode(201);
        return id;
    }

    /// Creates the source `member` of spec 1 section 10.
    static void newMember(String accountId) {
        admin().body(MEMBER).post("/v1/{id}/sources", accountId).then().statusCode(201);
    }

    static final String MEMBER = """
            { "source_type": "member", "source_name": "Member",
              "description": "Member's information and personal details",
              "schema": [ {"name": "id", "type": "Integer"}, {"name": "name", "type": "String"},
                          {"name": "birthdate", "type": "Date"}, {"name": "address", "type": "String"},
                          {"name": "phone", "type": "String"} ] }
            """;

    /// A source that uses every key of a definition.
    static final String EVERY_KEY = """
            { "source_type": "member", "source_name": "Member", "description": "Members",
              "schema": [ {"name": "id", "type": "Integer", "description": "Number",
                           "constraints": {"required": true, "unique": true, "minimum": 1, "maximum": 9,
                                           "exclusiveMinimum": 0, "exclusiveMaximum": 10, "enum": [1, 2]},
                           "missing_values": ["-"]},
                          {"name": "name", "type": "String", "format": "email",
                           "constraints": {"minLength": 1, "maxLength": 9, "pattern": "a+"},
                           "sensitive": {"policy": "hash", "normalize": "email"}},
                          {"name": "price", "type": "Decimal",
                           "constraints": {"minimum": 0.5, "maximum": 1.5, "precision": 9, "scale": 2}},
                          {"name": "paid", "type": "Boolean", "true_values": ["y"], "false_values": ["n"]} ],
              "kind": "days", "primary_key": ["id"], "fields_match": "exact",
              "acceptance": {"mode": "partial", "max_invalid_percent": 2.5}, "plain_copy": true }
            """;
}
