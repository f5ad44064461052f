package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.data.snapshot.SnapshotRequests.Noted;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Takes requests for a snapshot of a source's entities.
@Path("/v1/{accuid}/sources/{source_type}/data/snapshot")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "data sets")
public class SnapshotResource {
    private final AccountView accounts;
    private final SnapshotRequests requests;
    private final SnapshotSchedule schedule;
    private final SnapshotConfig config;
    private final Vertx vertx;

    SnapshotResource(
            AccountView accounts,
            SnapshotRequests requests,
            SnapshotSchedule schedule,
            SnapshotConfig config,
            Vertx vertx) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.requests = requests;
        this.schedule = schedule;
        this.config = config;
    }

    @POST
    @TenantScope(Scope.WRITE)
    @Operation(
            summary = "Ask for a snapshot of the entities as they are now",
            description =
                    "The manifest names it when its taken_at is requested_at or later. A source may ask once a minute, and less often when its snapshots of the last day are large.")
    @APIResponse(
            responseCode = "202",
            description = "It is taken soon",
            content = @Content(schema = @Schema(implementation = SnapshotRequestDocument.class)))
    @APIResponse(responseCode = "429", description = "The last request is too short ago")
    public Uni<Response> request(@PathParam("accuid") AccountId account, @PathParam("source_type") SourceType source) {
        checkHasEntities(account, source);
        return requests.note(new EntitySource(account, source), config.requestPause(), config.interval())
                .map(noted -> switch (noted) {
                    case Noted.Requested(var at, var startsIn) -> {
                        vertx.setTimer(1 + startsIn.toMillis(), timer -> schedule.requested());
                        yield Response.accepted(new SnapshotRequestDocument(source, at.getEpochSecond()))
                                .build();
                    }
                    case Noted.TooSoon(var retryAfter) ->
                        throw Problems.tooManyRequests(
                                "A snapshot of source %s was asked for a short time ago. Try again in %d s."
                                        .formatted(source, retryAfter.toSeconds()),
                                retryAfter);
                    case Noted.NoEntities() ->
                        throw Problems.notFound(
                                "Source %s has no entities: no batch has changed it yet.".formatted(source));
                });
    }

    private void checkHasEntities(AccountId accountId, SourceType sourceType) {
        var account = accounts.find(accountId).orElseThrow(() -> Problems.noAccount(accountId));
        var source = account.source(sourceType).orElseThrow(() -> Problems.noSource(accountId, sourceType));
        if (source.kind() != SourceKind.ENTITIES) {
            throw Problems.notFound("Source %s of account %s is of the kind days: it takes files and has no snapshots."
                    .formatted(sourceType, accountId));
        }
    }
}
