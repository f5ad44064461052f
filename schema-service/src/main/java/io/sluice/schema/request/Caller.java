package io.sluice.schema.request;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who sends the request, as its token says.
@RequestScoped
public class Caller {
    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /// The id of the token, for the log.
    public String tokenId() {
        return token.getTokenID();
    }

    /// The numeric user id of the claim `uid`; 0 when there is none.
    public long userId() {
        return Optional.<Object>ofNullable(token.getClaim("uid"))
                .map(Object::toString)
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
