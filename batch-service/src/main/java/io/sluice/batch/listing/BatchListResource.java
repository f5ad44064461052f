package io.sluice.batch.listing;

import io.sluice.batch.access.CallersBatches;
import io.sluice.batch.address.BatchLinks;
import io.sluice.batch.state.BatchState;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The batches of the caller's account.
@Path("/v2/batches")
@RolesAllowed(Roles.TENANT)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "batches")
public class BatchListResource {
    private final CallersBatches callers;
    private final FairLists lists;
    private final BatchLinks links;
    private final Clock clock = Clock.systemUTC();

    BatchListResource(CallersBatches callers, FairLists lists, BatchLinks links) {
        this.callers = callers;
        this.lists = lists;
        this.links = links;
    }

    @GET
    @Blocking
    @TenantScope(Scope.READ)
    @Operation(summary = "The batches of the last 30 days, newest first")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = BatchListDocument.class)))
    public Response list(@BeanParam BatchListParameters parameters, @Context HttpServerRequest request) {
        var now = clock.instant();
        var query = parameters.query(callers.account().accountId(), now);
        return lists.answer(query, request, page -> BatchListDocument.of(query, page, links, now, BatchState::code));
    }
}
