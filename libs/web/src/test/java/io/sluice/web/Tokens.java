package io.sluice.web;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;

/// Makes the tokens and requests of the tests.
public final class Tokens {
    private Tokens() {}

    public static JwtClaimsBuilder tenant(String accountId) {
        return claims().upn(accountId).groups("tenant").claim("accuid", accountId);
    }

    public static JwtClaimsBuilder role(String role) {
        return claims().upn(role).groups(role);
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.issuer("https://sluice.local").expiresIn(Duration.ofMinutes(5));
    }

    public static RequestSpecification with(JwtClaimsBuilder claims) {
        return withToken(claims.sign());
    }

    public static RequestSpecification withToken(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
