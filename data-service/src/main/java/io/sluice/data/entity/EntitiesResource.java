package io.sluice.data.entity;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The entities of one source.
@Path("/v1/{accuid}/sources/{source_type}/entities")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "entities")
public class EntitiesResource {
    private final AccountView accounts;
    private final Entities entities;

    EntitiesResource(AccountView accounts, Entities entities) {
        this.accounts = accounts;
        this.entities = entities;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "The entities by key or by time of change")
    public Uni<EntityListDocument> list(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @BeanParam EntityParameters parameters) {
        var source = source(accountId, sourceType);
        var place = parameters.place();
        return entities.list(accountId, source.sourceType(), place, parameters.limit())
                .map(page -> EntityListDocument.of(page, place));
    }

    @GET
    @Path("/{key}")
    @TenantScope(Scope.READ)
    @Operation(summary = "One entity; the parts of its key are joined by a colon")
    public Uni<EntityDocument> one(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @PathParam("key") String key) {
        var source = source(accountId, sourceType);
        if (key.indexOf('\0') >= 0) {
            throw noEntity(source);
        }
        return entities.find(accountId, source.sourceType(), key)
                .map(found -> found.map(EntityDocument::of).orElseThrow(() -> noEntity(source)));
    }

    /// The source, retired ones included: its entities stay readable.
    private AccountFacts.Source source(AccountId accountId, SourceType sourceType) {
        var account = accounts.find(accountId).orElseThrow(() -> Problems.noAccount(accountId));
        var source = account.source(sourceType).orElseThrow(() -> Problems.noSource(accountId, sourceType));
        if (source.kind() != SourceKind.ENTITIES) {
            throw Problems.notFound("Source %s of account %s is of the kind days: it takes files and has no entities."
                    .formatted(sourceType, accountId));
        }
        return source;
    }

    /// The key is not shown: it may be personal.
    private static RuntimeException noEntity(AccountFacts.Source source) {
        return Problems.notFound("Source %s has no entity of that key.".formatted(source.sourceType()));
    }
}
