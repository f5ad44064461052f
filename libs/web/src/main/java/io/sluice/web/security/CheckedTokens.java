package io.sluice.web.security;

import io.sluice.web.problem.MalformedClaimException;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Verifies tokens: signature, issuer, audience, times, and then the types of all claims that a service
/// reads. Whatever is wrong with a token is a [ParseException], which is answered 401.
@Alternative
@Priority(1)
@ApplicationScoped
class CheckedTokens extends JWTCallerPrincipalFactory {
    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expected) throws ParseException {
        var claims = verified(token, expected);
        try {
            TokenClaims.check(signed(token).getClaimsMap());
        } catch (InvalidJwtException | MalformedClaimException malformed) {
            throw new ParseException(malformed.getMessage(), malformed);
        }
        claims.setClaim(Claims.raw_token.name(), token);
        return new DefaultJWTCallerPrincipal(claims);
    }

    /// The claims as they were signed: the parser makes lists of texts, for instance.
    private static JwtClaims signed(String token) throws InvalidJwtException {
        var claims = token.split("\\.", -1)[1];
        return JwtClaims.parse(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
    }

    /// The parser reads some claims by itself, so a wrong type fails in there.
    private JwtClaims verified(String token, JWTAuthContextInfo expected) throws ParseException {
        try {
            return parser.parse(token, expected).getJwtClaims();
        } catch (RuntimeException unreadable) {
            throw new ParseException("the token cannot be read", unreadable);
        }
    }
}
