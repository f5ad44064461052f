package io.sluice.schema.sftpaccounts;

import io.sluice.contracts.account.SftpAccountList;
import io.sluice.web.answer.Conditions;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/// `/internal/sftp-accounts`: polled by every SFTP server each second; nothing changed costs one small query.
@Path("/internal/sftp-accounts")
@RolesAllowed(Roles.SFTP_SERVER)
@Produces(MediaType.APPLICATION_JSON)
class SftpAccountsResource {
    /// Changes with the keys of the answer, so that a server that knows the list gets it in the new form.
    private static final String FORM = "terms";

    private final SftpAccountsStore store;

    SftpAccountsResource(SftpAccountsStore store) {
        this.store = store;
    }

    /// The tag is read before the list: a change in between shows as a new tag at the next poll.
    @GET
    @APIResponseSchema(SftpAccountList.class)
    public Uni<Response> list(@Context HttpHeaders headers) {
        return store.revision().chain(revision -> {
            var tag = new EntityTag(FORM + "-" + revision);
            return Conditions.isUnchanged(headers, tag)
                    ? Uni.createFrom().item(Response.notModified(tag).build())
                    : store.accounts()
                            .map(accounts -> Response.ok(new SftpAccountList(accounts))
                                    .tag(tag)
                                    .build());
        });
    }
}
