package io.sluice.schema.hashkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/internal/accounts/{accuid}/hash-key`: the key, for services that hash sensitive values.
@Path("/internal/accounts/{accuid}/hash-key")
@RolesAllowed({Roles.DATA_SERVICE, Roles.VALIDATOR_SERVICE})
@Produces(MediaType.APPLICATION_JSON)
class ServicesHashKeyResource {
    private final HashKeyStore keys;

    ServicesHashKeyResource(HashKeyStore keys) {
        this.keys = keys;
    }

    /// @param key base64; null when the account has none
    record KeyDocument(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String key) {}

    @GET
    public Uni<RestResponse<KeyDocument>> get(@PathParam("accuid") AccountId account) {
        return keys.of(account).map(found -> {
            var key = found.orElseThrow(() -> Problems.noAccount(account));
            return RestResponse.ResponseBuilder.ok(new KeyDocument(
                            key.map(Base64.getEncoder()::encodeToString).orElse(null)))
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }
}
