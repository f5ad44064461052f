package io.sluice.schema.sshkey;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormError;
import io.sluice.schema.request.Bodies;
import io.sluice.schema.request.Caller;
import io.sluice.schema.request.PathTexts;
import io.sluice.schema.request.Refusals;
import io.sluice.web.problem.Problems;
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
    private final SshKeyConfig config;

    SshKeyResource(SshKeyStore keys, Caller caller, Clock clock, SshKeyConfig config) {
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
        this.config = config;
    }

    record SshKeyList(List<SshKeyDocument> sshKeys) {}

    @GET
    public Uni<SshKeyList> list(@PathParam("accuid") AccountId account) {
        return keys.all(account).map(found -> new SshKeyList(found.orElseThrow(() -> Problems.noAccount(account))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SshKeyForm.class)
    public Uni<RestResponse<SshKeyDocument>> add(@PathParam("accuid") AccountId account, byte @Nullable [] body) {
        var key = key(Bodies.read(body, SshKeyForm.class));
        return keys.add(account, key, clock.instant(), caller.userId()).map(addition -> switch (addition) {
            case KeyAddition.Added(var added) ->
                RestResponse.ResponseBuilder.<SshKeyDocument>created(
                                URI.create("/v1/accounts/%s/ssh-keys/%s".formatted(account, added.keyId())))
                        .entity(added)
                        .build();
            case KeyAddition.Duplicate duplicate ->
                throw Problems.conflict(
                        "Account %s has the key %s already, as %s.".formatted(account, key.fingerprint(), key.keyId()));
            case KeyAddition.TooMany tooMany ->
                throw Problems.conflict(
                        "Account %s has %d SSH keys, which is the limit. Remove one first: they are listed at /v1/accounts/%s/ssh-keys."
                                .formatted(account, config.maxPerAccount(), account));
            case KeyAddition.UnknownAccount unknown -> throw Problems.noAccount(account);
        });
    }

    @DELETE
    @Path("/{key_id}")
    public Uni<Void> remove(@PathParam("accuid") AccountId account, @PathParam("key_id") String keyId) {
        return keys.remove(account, PathTexts.printable(keyId))
                .invoke(removal -> {
                    switch (removal) {
                        case REMOVED -> {}
                        case UNKNOWN_KEY ->
                            throw Problems.notFound(
                                    "Account %s has no SSH key \"%s\". Its keys are listed at /v1/accounts/%s/ssh-keys."
                                            .formatted(account, keyId, account));
                        case UNKNOWN_ACCOUNT -> throw Problems.noAccount(account);
                    }
                })
                .replaceWithVoid();
    }

    private static SshPublicKey key(SshKeyForm form) {
        var text = form.publicKey() == null ? "" : form.publicKey();
        try {
            return SshPublicKey.parse(text);
        } catch (IllegalArgumentException refused) {
            throw Refusals.refused(
                    "The key", List.of(new FormError("public_key", String.valueOf(refused.getMessage()))));
        }
    }
}
