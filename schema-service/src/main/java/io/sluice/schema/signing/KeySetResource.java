package io.sluice.schema.signing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/// The keys that verify tokens (RFC 7517), at `/.well-known/jwks.json`: the present one first, then further
/// ones.
@Path("/.well-known/jwks.json")
class KeySetResource {
    private final String keySet;

    KeySetResource(SigningKey key, KeyRotationConfig rotation) {
        var keys = new ArrayList<JsonWebKey>();
        keys.add(key.publicKey());
        rotation.furtherPublicKeyFiles().orElse(List.of()).forEach(file -> keys.add(SigningKey.publicKey(file)));
        keySet = new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=300")
    public String keySet() {
        return keySet;
    }
}
