package io.sluice.job.parts;

import io.sluice.contracts.account.AccountId;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;

/// Tokens as the schema-service issues them; Quarkus makes the key pair of a test run.
public final class Tokens {
    private Tokens() {}

    public static String tenant(AccountId account) {
        return tenant(account, "token-of-" + account, Duration.ofHours(1));
    }

    public static String tenant(AccountId account, String tokenId, Duration life) {
        return Jwt.issuer("https://sluice.local")
                .upn(account.value())
                .groups("tenant")
                .claim("accuid", account.value())
                .claim("jti", tokenId)
                .expiresIn(life)
                .sign();
    }

    public static String admin() {
        return Jwt.issuer("https://sluice.local")
                .upn("admin")
                .groups(Set.of("admin"))
                .expiresIn(Duration.ofHours(1))
                .sign();
    }
}
