package io.sluice.schema.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.ListParameters;
import io.sluice.schema.form.PathIds;
import io.sluice.schema.token.Caller;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/// `/v1/{accuid}/sources/{source_type}/schema`
@Path("/v1/{accuid}/sources/{source_type}/schema")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.SERVICE})
class SchemaResource {
    private final ChangeSource changeSource;
    private final Sources sources;
    private final Caller caller;

    SchemaResource(ChangeSource changeSource, Sources sources, Caller caller) {
        this.changeSource = changeSource;
        this.sources = sources;
        this.caller = caller;
    }

    record VersionDocument(int version, String sourceName, long updatedAt, long updatedBy) {
        static VersionDocument of(Source source) {
            return new VersionDocument(
                    source.version(),
                    source.definition().sourceName(),
                    source.updatedAt().getEpochSecond(),
                    source.updatedBy());
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
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> get(
            @PathParam("accuid") String accountId,
            @PathParam("source_type") String sourceType,
            @Context Request request) {
        var account = PathIds.account(accountId);
        var type = PathIds.source(account, sourceType);
        return sources.one(account, type)
                .map(found -> found.orElseThrow(() -> PathIds.noSource(account, type)))
                .map(source -> {
                    var tag = new EntityTag(source.version() + (source.retired() ? "-retired" : ""));
                    var unchanged = request.evaluatePreconditions(tag);
                    return unchanged == null
                            ? Response.ok(source.document()).tag(tag).build()
                            : unchanged.tag(tag).build();
                });
    }

    @PATCH
    @RolesAllowed({Roles.TENANT, Roles.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SourceForm.class)
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> change(
            @PathParam("accuid") String accountId,
            @PathParam("source_type") String sourceType,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte @Nullable [] body) {
        var account = PathIds.account(accountId);
        var type = PathIds.source(account, sourceType);
        return changeSource
                .change(account, type, Form.read(body, SourceForm.class), ExpectedVersion.of(ifMatch), caller.userId())
                .map(SchemaResource::answer);
    }

    @GET
    @Path("/versions")
    public Uni<VersionList> versions(
            @PathParam("accuid") String accountId,
            @PathParam("source_type") String sourceType,
            @BeanParam ListParameters page) {
        var account = PathIds.account(accountId);
        var type = PathIds.source(account, sourceType);
        var from = page.cursor(SchemaResource::versionCursor).orElse(Integer.MAX_VALUE);
        return sources.versions(account, type, from, page.limit() + 1).map(found -> {
            if (found.isEmpty()) {
                throw PathIds.noSource(account, type);
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
    @Path("/versions/{version}")
    @APIResponseSchema(SchemaDocument.class)
    public Uni<Response> version(
            @PathParam("accuid") String accountId,
            @PathParam("source_type") String sourceType,
            @PathParam("version") String version) {
        var account = PathIds.account(accountId);
        var type = PathIds.source(account, sourceType);
        var number = number(version)
                .orElseThrow(() ->
                        Problems.badRequest("The version is \"%s\", expected a number from 1 on.".formatted(version)));
        return sources.at(account, type, number)
                .map(found -> found.orElseThrow(() -> noVersion(account, type, number)))
                .map(SchemaResource::answer);
    }

    /// Empty text means the first page, too.
    private static Optional<Integer> versionCursor(String text) {
        return text.isEmpty() ? Optional.of(Integer.MAX_VALUE) : number(text);
    }

    private static Response answer(Source source) {
        return Response.ok(source.document())
                .tag(new EntityTag(Integer.toString(source.version())))
                .build();
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
