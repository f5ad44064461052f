package io.sluice.schema.token;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.log.Log;
import io.sluice.schema.change.Publication;
import io.sluice.schema.request.Bodies;
import io.sluice.schema.request.Caller;
import io.sluice.schema.request.PathTexts;
import io.sluice.schema.request.PendingRevocation;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/accounts/{accuid}/tokens`
@Path("/v1/accounts/{accuid}/tokens")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    private static final Log LOG = Log.of(TokenResource.class);

    private final IssueToken issueToken;
    private final TokenStore tokens;
    private final Publication publication;
    private final Caller caller;
    private final Clock clock;
    private final TokenConfig config;

    TokenResource(
            IssueToken issueToken,
            TokenStore tokens,
            Publication publication,
            Caller caller,
            Clock clock,
            TokenConfig config) {
        this.issueToken = issueToken;
        this.tokens = tokens;
        this.publication = publication;
        this.caller = caller;
        this.clock = clock;
        this.config = config;
    }

    record TokenList(List<TokenDocument> tokens) {}

    @GET
    public Uni<TokenList> list(@PathParam("accuid") AccountId account) {
        return tokens.all(account).map(found -> new TokenList(found.orElseThrow(() -> Problems.noAccount(account))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(TokenForm.class)
    public Uni<RestResponse<TokenDocument>> issue(@PathParam("accuid") AccountId account, byte @Nullable [] body) {
        var by = caller.tokenId();
        return switch (issueToken.asAsked(account, Bodies.read(body, TokenForm.class), caller.userId())) {
            case TokenIssue.Issued issued -> tokens.issue(issued.grant()).map(end -> answer(account, issued, end, by));
            case TokenIssue.Refused(var errors) -> throw Refusals.refused("The token", errors);
        };
    }

    private RestResponse<TokenDocument> answer(
            AccountId account, TokenIssue.Issued issued, TokenStorage end, String by) {
        return switch (end) {
            case STORED -> created(account, issued, by);
            case UNKNOWN_ACCOUNT -> throw Problems.noAccount(account);
            case TOO_MANY_IN_FORCE ->
                throw Problems.conflict(
                        "Account %s has %d tokens in force, which is the limit. Revoke one first: they are listed at /v1/accounts/%s/tokens."
                                .formatted(account, config.maxInForce(), account));
            case TOO_MANY_KEPT ->
                throw Problems.conflict(
                        "Account %s has %d tokens that have not expired, revoked ones included, which is the limit. Wait until one expires."
                                .formatted(account, config.maxKept()));
        };
    }

    private static RestResponse<TokenDocument> created(AccountId account, TokenIssue.Issued issued, String by) {
        LOG.info(
                "a token of an account was issued",
                account(account),
                field("tokenId", issued.grant().tokenId()),
                field("expiresAt", issued.grant().expiresAt()),
                field("userId", issued.grant().issuedBy()),
                field("byTokenId", by));
        return RestResponse.ResponseBuilder.<TokenDocument>created(URI.create("/v1/accounts/%s/tokens/%s"
                        .formatted(account, issued.grant().tokenId())))
                .entity(TokenDocument.issued(issued.grant(), issued.text()))
                .header("Cache-Control", "no-store")
                .build();
    }

    /// 204 once every service can know it; 202 while Kafka is unavailable.
    @DELETE
    @Path("/{token_id}")
    @APIResponse(responseCode = "204", description = "Every service can know it")
    @APIResponseSchema(
            value = PendingRevocation.class,
            responseCode = "202",
            responseDescription = "Stored, not published")
    public Uni<RestResponse<PendingRevocation>> revoke(
            @PathParam("accuid") AccountId account, @PathParam("token_id") String tokenId) {
        var user = caller.userId();
        var by = caller.tokenId();
        return tokens.revoke(account, PathTexts.printable(tokenId), clock.instant())
                .chain(revocation -> switch (revocation) {
                    case REVOKED -> {
                        LOG.info(
                                "a token of an account was revoked",
                                account(account),
                                field("tokenId", tokenId),
                                field("userId", user),
                                field("byTokenId", by));
                        yield publication.of(account).map(published -> PendingRevocation.answer(tokenId, published));
                    }
                    case UNKNOWN_TOKEN ->
                        throw Problems.notFound(
                                "Account %s has no token \"%s\". Its tokens are listed at /v1/accounts/%s/tokens."
                                        .formatted(account, tokenId, account));
                    case UNKNOWN_ACCOUNT -> throw Problems.noAccount(account);
                });
    }
}
