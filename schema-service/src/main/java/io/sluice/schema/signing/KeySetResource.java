package io.sluice.schema.signing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/// `/.well-known/jwks.json`: with what tokens are verified (RFC 7517).
@Path("/.well-known/jwks.json")
class KeySetResource {
    private final String keySet;

    KeySetResource(SigningKey key) {
        keySet = new JsonWebKeySet(key.publicKey()).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=300")
    public String keySet() {
        return keySet;
    }
}
