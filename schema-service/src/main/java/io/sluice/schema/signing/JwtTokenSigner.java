package io.sluice.schema.signing;

import io.sluice.schema.platform.PlatformGrant;
import io.sluice.schema.platform.PlatformTokenSigner;
import io.sluice.schema.token.TokenConfig;
import io.sluice.schema.token.TokenGrant;
import io.sluice.schema.token.TokenScope;
import io.sluice.schema.token.TokenSigner;
import io.sluice.web.security.Roles;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/// Signs tokens as JWTs (RS256).
@ApplicationScoped
class JwtTokenSigner implements TokenSigner, PlatformTokenSigner {
    private final SigningKey key;
    private final TokenConfig config;

    JwtTokenSigner(SigningKey key, TokenConfig config) {
        this.key = key;
        this.config = config;
    }

    @Override
    public String sign(TokenGrant grant) {
        var account = grant.account().value();
        return signed(claims(account, Roles.TENANT, grant.tokenId(), grant.userId())
                .claim("accuid", account)
                .claim("scope", grant.scopes().stream().map(TokenScope::label).collect(Collectors.joining(" ")))
                .issuedAt(grant.issuedAt())
                .expiresAt(grant.expiresAt()));
    }

    @Override
    public String sign(PlatformGrant grant) {
        return signed(claims(grant.name(), grant.role().label(), grant.tokenId(), grant.userId())
                .issuedAt(grant.issuedAt())
                .expiresAt(grant.expiresAt()));
    }

    private JwtClaimsBuilder claims(String name, String role, String tokenId, long userId) {
        return Jwt.issuer(config.issuer())
                .audience(config.audience())
                .subject(name)
                .upn(name)
                .groups(role)
                .claim("uid", userId)
                .claim("jti", tokenId);
    }

    private String signed(JwtClaimsBuilder claims) {
        return claims.jws().keyId(key.publicKey().getKeyId()).sign(key.privateKey());
    }
}
