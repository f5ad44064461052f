package io.sluice.schema.token;

import io.sluice.schema.form.Form;
import io.sluice.schema.form.PathIds;
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

/// `/v1/accounts/{accuid}/tokens`
@Path("/v1/accounts/{accuid}/tokens")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    private final IssueToken issueToken;
    private final TokenStore tokens;
    private final Caller caller;
    private final Clock clock;

    TokenResource(IssueToken issueToken, TokenStore tokens, Caller caller, Clock clock) {
        this.issueToken = issueToken;
        this.tokens = tokens;
        this.caller = caller;
        this.clock = clock;
    }

    record TokenList(List<TokenDocument> tokens) {}

    @GET
    public Uni<TokenList> list(@PathParam("accuid") String accountId) {
        return tokens.all(PathIds.account(accountId)).map(TokenList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(TokenForm.class)
    public Uni<RestResponse<TokenDocument>> issue(@PathParam("accuid") String accountId, byte @Nullable [] body) {
        var account = PathIds.account(accountId);
        var issued =
                issueToken.asAsked(account, Form.read(body, TokenForm.class).body(), caller.userId());
        return tokens.add(issued.grant())
                .map(added -> RestResponse.ResponseBuilder.<TokenDocument>created(URI.create("/v1/accounts/%s/tokens/%s"
                                .formatted(account, issued.grant().tokenId())))
                        .entity(TokenDocument.issued(issued.grant(), issued.text()))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @DELETE
    @Path("/{token_id}")
    public Uni<Void> revoke(@PathParam("accuid") String accountId, @PathParam("token_id") String tokenId) {
        return tokens.revoke(PathIds.account(accountId), PathIds.printable(tokenId), clock.instant());
    }
}
