package io.sluice.schema.sshkey;

import io.sluice.schema.form.Findings;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.PathIds;
import io.sluice.schema.token.Caller;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/accounts/{accuid}/ssh-keys`
@Path("/v1/accounts/{accuid}/ssh-keys")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class SshKeyResource {
    private final SshKeyStore keys;
    private final Caller caller;
    private final Clock clock;

    SshKeyResource(SshKeyStore keys, Caller caller, Clock clock) {
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
    }

    record SshKeyList(List<SshKeyDocument> sshKeys) {}

    @GET
    public Uni<SshKeyList> list(@PathParam("accuid") String accountId) {
        return keys.all(PathIds.account(accountId)).map(SshKeyList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SshKeyForm.class)
    public Uni<RestResponse<SshKeyDocument>> add(@PathParam("accuid") String accountId, byte @Nullable [] body) {
        var account = PathIds.account(accountId);
        var key = key(Form.read(body, SshKeyForm.class).body());
        return keys.add(account, key, clock.instant(), caller.userId())
                .map(added -> RestResponse.ResponseBuilder.<SshKeyDocument>created(
                                URI.create("/v1/accounts/%s/ssh-keys/%s".formatted(account, added.keyId())))
                        .entity(added)
                        .build());
    }

    @DELETE
    @Path("/{key_id}")
    public Uni<Void> remove(@PathParam("accuid") String accountId, @PathParam("key_id") String keyId) {
        return keys.remove(PathIds.account(accountId), PathIds.printable(keyId));
    }

    private static SshPublicKey key(SshKeyForm form) {
        var text = form.publicKey() == null ? "" : form.publicKey();
        try {
            return SshPublicKey.parse(text);
        } catch (IllegalArgumentException refused) {
            var findings = new Findings();
            findings.add("public_key", String.valueOf(refused.getMessage()));
            throw findings.problem("The key");
        }
    }
}
