package io.sluice.web;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/// JSON requests with a token.
public final class Requests {
    private Requests() {}

    public static RequestSpecification with(JwtClaimsBuilder claims) {
        return withToken(claims.sign());
    }

    public static RequestSpecification withToken(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
