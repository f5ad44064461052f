package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schema.request.Caller;
import io.sluice.schema.request.LargeAnswers;
import io.sluice.schema.request.LargeBodies;
import io.sluice.schema.request.ListParameters;
import io.sluice.schema.request.Refusals;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/{accuid}/sources`
@Path("/v1/{accuid}/sources")
@Produces(MediaType.APPLICATION_JSON)
class SourceResource {
    private final CreateSource createSource;
    private final SourceStore sources;
    private final LargeBodies bodies;
    private final LargeAnswers answers;
    private final Caller caller;

    SourceResource(
            CreateSource createSource, SourceStore sources, LargeBodies bodies, LargeAnswers answers, Caller caller) {
        this.createSource = createSource;
        this.sources = sources;
        this.bodies = bodies;
        this.answers = answers;
        this.caller = caller;
    }

    /// One page of a list.
    ///
    /// @param next the cursor of the next page, absent on the last one
    record SourceList(List<SchemaDocument> sources, Optional<String> next) {}

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SourceForm.class)
    public Uni<RestResponse<SchemaDocument>> create(
            @PathParam("accuid") AccountId account, @Context HttpServerRequest request) {
        var by = caller.userId();
        return bodies.form(account, request, SourceForm.class)
                .chain(form -> createSource.create(account, form.body(), by))
                .map(creation -> switch (creation) {
                    case SourceCreation.Created(var source) ->
                        RestResponse.ResponseBuilder.<SchemaDocument>created(
                                        URI.create("/v1/%s/sources/%s".formatted(account, source.sourceType())))
                                .entity(source.documentWithWarnings())
                                .header("ETag", ExpectedVersion.tag(source.version()))
                                .build();
                    case SourceCreation.Refused _,
                            SourceCreation.Taken _,
                            SourceCreation.BatchSchemaTaken _,
                            SourceCreation.TooManyChanges _,
                            SourceCreation.TooManySources _,
                            SourceCreation.UnknownAccount _ -> throw refusal(account, creation);
                });
    }

    /// The answer to a registration that failed.
    ///
    /// @param failed not `Created`
    static RuntimeException refusal(AccountId account, SourceCreation failed) {
        return switch (failed) {
            case SourceCreation.Created created ->
                throw new IllegalArgumentException(
                        "source %s was created".formatted(created.source().sourceType()));
            case SourceCreation.Refused(var errors) -> Refusals.refused("The source", errors);
            case SourceCreation.Taken(var type) ->
                Problems.conflict("Account %s has the source %s already; change it by PATCH /v1/%s/sources/%s/schema."
                        .formatted(account, type, account, type));
            case SourceCreation.BatchSchemaTaken(var schema, var takenBy) ->
                Problems.conflict(
                        "Account %s takes records of the schema %s in its source %s already; choose another batch_schema."
                                .formatted(account, schema, takenBy));
            case SourceCreation.TooManyChanges(var type, var limit, var retryAfter) ->
                Refusals.tooManyChanges(type, limit, retryAfter);
            case SourceCreation.TooManySources(var limit) ->
                Problems.conflict(
                        "Account %s has %d sources, retired ones included, which is the limit. A retired source can be registered again: they are listed at /v1/%s/sources?retired=true."
                                .formatted(account, limit, account));
            case SourceCreation.UnknownAccount unknown -> Problems.noAccount(account);
        };
    }

    /// The sources that are not retired; with `?retired=true` the retired ones, too. A page of large
    /// documents has fewer entries than its limit.
    @GET
    @RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.DATA_SERVICE})
    @TenantScope(Scope.READ)
    @APIResponseSchema(SourceList.class)
    public Uni<Response> list(
            @PathParam("accuid") AccountId account,
            @QueryParam("retired") @Nullable String retired,
            @BeanParam ListParameters page,
            @Context HttpServerRequest request,
            @Context SecurityContext security) {
        if (retired != null && !retired.equals("true") && !retired.equals("false")) {
            throw Problems.badRequest("retired is \"%s\", expected true or false.".formatted(retired));
        }
        var after = page.cursor(SourceResource::sourceCursor).orElse("");
        var answer = answers.to(account, request, security);
        return sources.page(account, "true".equals(retired), after, page.limit())
                .map(found -> {
                    var sources = found.orElseThrow(() -> Problems.noAccount(account));
                    var list = new SourceList(
                            sources.sources().stream().map(Source::document).toList(),
                            sources.next().map(SourceType::value));
                    return answer.apply(list);
                });
    }

    @GET
    @Path("/{source_type}")
    @RolesAllowed({Roles.TENANT, Roles.ADMIN})
    @TenantScope(Scope.READ)
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> get(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @Context HttpServerRequest request,
            @Context SecurityContext security) {
        var answer = answers.to(account, request, security);
        return sources.one(account, type, false).map(search -> switch (search) {
            case SourceSearch.Found(var source) -> answer.apply(source.document());
            case SourceSearch.UnknownSource unknown -> throw Problems.noSource(account, type);
            case SourceSearch.UnknownAccount unknown -> throw Problems.noAccount(account);
        });
    }

    /// Empty text means the first page, too.
    private static Optional<String> sourceCursor(String text) {
        return text.isEmpty() ? Optional.of("") : SourceType.of(text).map(SourceType::value);
    }

    @DELETE
    @Path("/{source_type}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<Void> retire(@PathParam("accuid") AccountId account, @PathParam("source_type") SourceType type) {
        return sources.retire(account, type)
                .invoke(retirement -> {
                    switch (retirement) {
                        case RETIRED -> {}
                        case UNKNOWN_SOURCE -> throw Problems.noSource(account, type);
                        case UNKNOWN_ACCOUNT -> throw Problems.noAccount(account);
                    }
                })
                .replaceWithVoid();
    }
}
