package io.sluice.schema.signing;

import io.sluice.schema.token.TokenConfig;
import io.sluice.schema.token.TokenGrant;
import io.sluice.schema.token.TokenScope;
import io.sluice.schema.token.TokenSigner;
import io.sluice.web.security.Roles;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/// Signs tokens as JWTs (RS256).
@ApplicationScoped
class JwtTokenSigner implements TokenSigner {
    private final SigningKey key;
    private final TokenConfig config;

    JwtTokenSigner(SigningKey key, TokenConfig config) {
        this.key = key;
        this.config = config;
    }

    @Override
    public String sign(TokenGrant grant) {
        var account = grant.account().value();
        return Jwt.issuer(config.issuer())
                .audience(config.audience())
                .subject(account)
                .upn(account)
                .groups(Roles.TENANT)
                .claim("accuid", account)
                .claim("uid", grant.userId())
                .claim("jti", grant.tokenId())
                .claim("scope", grant.scopes().stream().map(TokenScope::label).collect(Collectors.joining(" ")))
                .issuedAt(grant.issuedAt())
                .expiresAt(grant.expiresAt())
                .jws()
                .keyId(key.publicKey().getKeyId())
                .sign(key.privateKey());
    }
}
