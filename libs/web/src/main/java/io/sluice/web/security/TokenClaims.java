package io.sluice.web.security;

import io.sluice.web.problem.MalformedClaimException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The claims that a token of this platform has besides `iss`, `aud` and the times.
///
/// | claim | type | |
/// |---|---|---|
/// | `groups` | list of text | the roles |
/// | `jti` | text | its id, by which it is revoked |
/// | `accuid` | text | a tenant's account |
/// | `scope` | text | a tenant's scopes |
/// | `upn`, `sub` | text | optional |
/// | `uid` | whole number | optional |
final class TokenClaims {
    private static final List<String> OPTIONAL_TEXTS = List.of("accuid", "scope", "upn", "sub");

    private TokenClaims() {}

    static void check(Map<String, Object> claims) throws MalformedClaimException {
        if (!(claims.get("groups") instanceof List<?> groups)
                || !groups.stream().allMatch(String.class::isInstance)) {
            throw malformed("groups", claims.get("groups"), "a list of text");
        }
        if (!(claims.get("jti") instanceof String)) {
            throw malformed("jti", claims.get("jti"), "text");
        }
        for (var name : OPTIONAL_TEXTS) {
            if (claims.get(name) != null && !(claims.get(name) instanceof String)) {
                throw malformed(name, claims.get(name), "text");
            }
        }
        if (claims.get("uid") != null && !(claims.get("uid") instanceof Long)) {
            throw malformed("uid", claims.get("uid"), "a whole number");
        }
    }

    private static MalformedClaimException malformed(String claim, @Nullable Object value, String expected) {
        var found = switch (value) {
            case null -> "missing";
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
        return new MalformedClaimException(claim, found, expected);
    }
}
