package io.sluice.schema.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schema.request.Caller;
import io.sluice.schema.request.LargeAnswers;
import io.sluice.schema.request.LargeBodies;
import io.sluice.schema.request.ListParameters;
import io.sluice.schema.request.Refusals;
import io.sluice.web.answer.Conditions;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/// `/v1/{accuid}/sources/{source_type}/schema`
@Path("/v1/{accuid}/sources/{source_type}/schema")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
class SchemaResource {
    private final ChangeSource changeSource;
    private final SourceStore sources;
    private final SourceVersionStore versions;
    private final LargeBodies bodies;
    private final LargeAnswers answers;
    private final Caller caller;

    SchemaResource(
            ChangeSource changeSource,
            SourceStore sources,
            SourceVersionStore versions,
            LargeBodies bodies,
            LargeAnswers answers,
            Caller caller) {
        this.changeSource = changeSource;
        this.sources = sources;
        this.versions = versions;
        this.bodies = bodies;
        this.answers = answers;
        this.caller = caller;
    }

    record VersionDocument(int version, String sourceName, long updatedAt, long updatedBy) {
        static VersionDocument of(SourceVersion version) {
            return new VersionDocument(
                    version.version(), version.sourceName(), version.updatedAt().getEpochSecond(), version.updatedBy());
        }
    }

    /// One page of a list.
    ///
    /// @param next the cursor of the next page, null on the last one
    record VersionList(
            SourceType sourceType,
            List<VersionDocument> versions,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GET
    @RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.VALIDATOR_SERVICE, Roles.DATA_SERVICE})
    @TenantScope(Scope.READ)
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> get(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            @Context SecurityContext security) {
        var byService = security.isUserInRole(Roles.VALIDATOR_SERVICE);
        var answer = answers.to(account, request, security);
        return sources.one(account, type, byService).map(search -> {
            var source = found(search, account, () -> Problems.noSource(account, type));
            var tag = tag(source, byService);
            return Conditions.isUnchanged(headers, tag)
                    ? Response.notModified(tag).build()
                    : tagged(answer.apply(source.document()), tag);
        });
    }

    /// An instance of the previous release answers a service without ids of fields, under the version alone.
    /// So the service does not take that for this answer.
    private static EntityTag tag(Source source, boolean byService) {
        return new EntityTag(source.version() + (byService ? "-fields" : "") + (source.retired() ? "-retired" : ""));
    }

    @PATCH
    @TenantScope(Scope.WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SourceForm.class)
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> change(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context HttpServerRequest request) {
        var expected = ExpectedVersion.of(ifMatch);
        var by = caller.userId();
        return bodies.form(account, request, SourceForm.class)
                .chain(form -> changeSource.change(account, type, form, expected, by))
                .map(change -> switch (change) {
                    case SourceChange.Changed(var source) ->
                        Response.ok(source.documentWithWarnings())
                                .tag(tag(source))
                                .build();
                    case SourceChange.Refused(var errors) -> throw Refusals.refused("The change", errors);
                    case SourceChange.Retired retired ->
                        throw Problems.conflict("The source %s of account %s is retired and does not change any more."
                                .formatted(type, account));
                    case SourceChange.VersionConflict(int version) ->
                        throw Problems.preconditionFailed(
                                "The schema is at version %d but If-Match says %s; read it again, then change it."
                                        .formatted(version, expected.text()));
                    case SourceChange.TooManyChanges(var limit, var retryAfter) ->
                        throw Refusals.tooManyChanges(type, limit, retryAfter);
                    case SourceChange.UnknownSource unknown -> throw Problems.noSource(account, type);
                    case SourceChange.UnknownAccount unknown -> throw Problems.noAccount(account);
                });
    }

    @GET
    @TenantScope(Scope.READ)
    @Path("/versions")
    public Uni<VersionList> versions(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @BeanParam ListParameters page) {
        var from = page.cursor(SchemaResource::versionCursor).orElse(Integer.MAX_VALUE);
        return versions.newestFirst(account, type, from, page.limit() + 1).map(known -> {
            var found = known.orElseThrow(() -> Problems.noAccount(account));
            if (found.isEmpty()) {
                throw Problems.noSource(account, type);
            }
            return new VersionList(
                    type,
                    found.stream().limit(page.limit()).map(VersionDocument::of).toList(),
                    found.size() > page.limit()
                            ? Integer.toString(found.get(page.limit()).version())
                            : null);
        });
    }

    @GET
    @RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.DATA_SERVICE})
    @TenantScope(Scope.READ)
    @Path("/versions/{version}")
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> version(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @PathParam("version") String version,
            @Context HttpServerRequest request,
            @Context SecurityContext security) {
        var number = number(version)
                .orElseThrow(() ->
                        Problems.badRequest("The version is \"%s\", expected a number from 1 on.".formatted(version)));
        var answer = answers.to(account, request, security);
        return sources.at(account, type, number).map(search -> {
            var source = found(search, account, () -> noVersion(account, type, number));
            return tagged(answer.apply(source.document()), tag(source));
        });
    }

    /// Empty text means the first page, too.
    private static Optional<Integer> versionCursor(String text) {
        return text.isEmpty() ? Optional.of(Integer.MAX_VALUE) : number(text);
    }

    private static Response tagged(Response answer, EntityTag tag) {
        return Response.fromResponse(answer).tag(tag).build();
    }

    private static EntityTag tag(Source source) {
        return new EntityTag(Integer.toString(source.version()));
    }

    private static Source found(SourceSearch search, AccountId account, Supplier<RuntimeException> noSource) {
        return switch (search) {
            case SourceSearch.Found(var source) -> source;
            case SourceSearch.UnknownSource unknown -> throw noSource.get();
            case SourceSearch.UnknownAccount unknown -> throw Problems.noAccount(account);
        };
    }

    private static RuntimeException noVersion(AccountId account, SourceType type, int version) {
        return Problems.notFound(
                "There is no version %d of the schema of %s. The versions are listed at /v1/%s/sources/%s/schema/versions."
                        .formatted(version, type, account, type));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
