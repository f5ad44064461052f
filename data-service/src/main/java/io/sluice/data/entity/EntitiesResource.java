package io.sluice.data.entity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The entities of one source.
@Path("/v1/{accuid}/sources/{source_type}/entities")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "entities")
public class EntitiesResource {
    /// A value of up to so many bytes is answered at once. Beyond it, the places are limited.
    private static final int SMALL = 1 << 16;

    private final AccountView accounts;
    private final Entities entities;
    private final FairAnswers answers;

    EntitiesResource(AccountView accounts, Entities entities, EntityConfig config, ObjectMapper json, Vertx vertx) {
        this.accounts = accounts;
        this.entities = entities;
        this.answers = new FairAnswers(
                "large answers",
                new FairPermits(config.answers(), config.answersPerAccount()),
                config.answerLimits(),
                json,
                vertx);
    }

    @GET
    @Blocking
    @TenantScope(Scope.READ)
    @Operation(summary = "The entities by key or by time of change")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = EntityListDocument.class)))
    public Response list(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @BeanParam EntityParameters parameters,
            @Context HttpServerRequest request) {
        var source = source(accountId, sourceType);
        var limit = parameters.limit();
        var key = parameters.key();
        if (key.isPresent()) {
            return ofKey(accountId, source, key.get(), request, EntityListDocument::ofOne);
        }
        var place = parameters.place();
        return answers.answer(
                accountId,
                request,
                () -> EntityListDocument.of(
                        entities.list(accountId, source.sourceType(), place, limit)
                                .await()
                                .indefinitely(),
                        place));
    }

    @GET
    @Path("/{key}")
    @Blocking
    @TenantScope(Scope.READ)
    @Operation(summary = "One entity; the parts of its key are joined by a colon")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = EntityDocument.class)))
    public Response one(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @PathParam("key") String key,
            @Context HttpServerRequest request) {
        var source = source(accountId, sourceType);
        if (key.indexOf('\0') >= 0) {
            throw noEntity(source);
        }
        return ofKey(
                accountId, source, key, request, found -> EntityDocument.of(found.orElseThrow(() -> noEntity(source))));
    }

    private Response ofKey(
            AccountId account,
            AccountFacts.Source source,
            String key,
            HttpServerRequest request,
            Function<Optional<EntityState>, ?> document) {
        return switch (find(account, source, key, SMALL)) {
            case EntityLookup.Found(var entity) ->
                Response.ok(document.apply(Optional.of(entity))).build();
            case EntityLookup.TooLarge _ ->
                answers.answer(account, request, () -> document.apply(large(account, source, key)));
            case EntityLookup.Absent _ ->
                Response.ok(document.apply(Optional.empty())).build();
        };
    }

    private Optional<EntityState> large(AccountId account, AccountFacts.Source source, String key) {
        return switch (find(account, source, key, Integer.MAX_VALUE)) {
            case EntityLookup.Found(var entity) -> Optional.of(entity);
            case EntityLookup.TooLarge _, EntityLookup.Absent _ -> Optional.empty();
        };
    }

    private EntityLookup find(AccountId account, AccountFacts.Source source, String key, int maxSize) {
        return entities.find(account, source.sourceType(), key, maxSize).await().indefinitely();
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
