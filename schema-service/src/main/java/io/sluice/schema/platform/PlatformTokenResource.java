package io.sluice.schema.platform;

import static io.sluice.events.log.LogFields.field;

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

/// `/v1/admin/tokens`
@Path("/v1/admin/tokens")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class PlatformTokenResource {
    private static final Log LOG = Log.of(PlatformTokenResource.class);

    private final IssuePlatformToken issueToken;
    private final PlatformTokenStore tokens;
    private final Publication publication;
    private final Caller caller;
    private final Clock clock;
    private final PlatformTokenConfig config;

    PlatformTokenResource(
            IssuePlatformToken issueToken,
            PlatformTokenStore tokens,
            Publication publication,
            Caller caller,
            Clock clock,
            PlatformTokenConfig config) {
        this.issueToken = issueToken;
        this.tokens = tokens;
        this.publication = publication;
        this.caller = caller;
        this.clock = clock;
        this.config = config;
    }

    record PlatformTokenList(List<PlatformTokenDocument> tokens) {}

    @GET
    public Uni<PlatformTokenList> list() {
        return tokens.all().map(PlatformTokenList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(PlatformTokenForm.class)
    public Uni<RestResponse<PlatformTokenDocument>> issue(byte @Nullable [] body) {
        var by = caller.tokenId();
        return switch (issueToken.asAsked(Bodies.read(body, PlatformTokenForm.class), caller.userId())) {
            case PlatformTokenIssue.Issued issued ->
                tokens.issue(issued.grant()).map(end -> answer(issued, end, by));
            case PlatformTokenIssue.Refused(var errors) -> throw Refusals.refused("The token", errors);
        };
    }

    private RestResponse<PlatformTokenDocument> answer(
            PlatformTokenIssue.Issued issued, PlatformTokenStorage end, String by) {
        return switch (end) {
            case STORED -> created(issued, by);
            case TOO_MANY_IN_FORCE ->
                throw Problems.conflict(
                        "%d tokens of administrators and services are in force, which is the limit. Revoke one first: they are listed at /v1/admin/tokens."
                                .formatted(config.maxInForce()));
            case TOO_MANY_KEPT ->
                throw Problems.conflict(
                        "%d tokens of administrators and services have not expired, revoked ones included, which is the limit. Wait until one expires."
                                .formatted(config.maxKept()));
        };
    }

    private static RestResponse<PlatformTokenDocument> created(PlatformTokenIssue.Issued issued, String by) {
        var grant = issued.grant();
        LOG.info(
                "a token of the platform was issued",
                field("tokenId", grant.tokenId()),
                field("role", grant.role().label()),
                field("name", grant.name()),
                field("expiresAt", grant.expiresAt()),
                field("userId", grant.issuedBy()),
                field("byTokenId", by));
        return RestResponse.ResponseBuilder.<PlatformTokenDocument>created(
                        URI.create("/v1/admin/tokens/" + grant.tokenId()))
                .entity(PlatformTokenDocument.issued(grant, issued.text()))
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
    public Uni<RestResponse<PendingRevocation>> revoke(@PathParam("token_id") String tokenId) {
        var user = caller.userId();
        var by = caller.tokenId();
        return tokens.revoke(PathTexts.printable(tokenId), clock.instant()).chain(revocation -> switch (revocation) {
            case REVOKED -> {
                LOG.info(
                        "a token of the platform was revoked",
                        field("tokenId", tokenId),
                        field("userId", user),
                        field("byTokenId", by));
                yield publication.ofPlatform().map(published -> PendingRevocation.answer(tokenId, published));
            }
            case UNKNOWN ->
                throw Problems.notFound(
                        "There is no token \"%s\" of an administrator or a service. They are listed at /v1/admin/tokens."
                                .formatted(tokenId));
        });
    }
}
